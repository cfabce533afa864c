import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvColumn, csvPart } from "./export-part.ts";
import { withoutGuard } from "./guard.ts";

const COLUMNS: CsvColumn<[string, number]>[] = [
  { header: "text", value: ([text]) => text },
  { header: "number", value: ([, number]) => number },
];

const written = (items: [string, number][], cursor?: string) => csvPart(COLUMNS, { items, nextCursor: null }, { cursor }).text;

describe("CSV that is written", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])("I07 keeps %j from being a formula", (text) => {
    const [, row] = parse(written([[text, 1]]), { relax_column_count: true });
    expect(row?.[0]).toBe(`'${text}`);
    expect(withoutGuard(row?.[0] ?? "")).toBe(text);
  });

  it("I07 comes back as it was, whatever the text: commas, quotes, line breaks, formulas", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom("=", "'", '"', ",", "\r", "\n", "\t", "+", "a") }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer()), { maxLength: 20 }), (rows) => {
        // An apostrophe that was there before a formula sign is taken for the guard; nobody types one there.
        fc.pre(rows.every(([cell]) => withoutGuard(cell) === cell));
        const [header, ...back] = parse(written(rows), { record_delimiter: "\r\n" });
        expect(header).toEqual(["text", "number"]);
        expect(back.map(([cell, number]) => [withoutGuard(cell ?? ""), withoutGuard(number ?? "")])).toEqual(
          rows.map(([cell, number]) => [cell, String(number)]),
        );
      }),
    );
  });

  it("has its header in the first part only, also where there are no rows", () => {
    expect(written([])).toBe("text,number\r\n");
    expect(written([["a", 1]], "second")).toBe("a,1\r\n");
    expect(written([], "last")).toBe("");
  });
});
