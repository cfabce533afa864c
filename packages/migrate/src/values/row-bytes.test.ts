import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySourceValue } from "../test/arbitraries.ts";
import { digestRow, rowToBytes } from "./row-bytes.ts";
import { isSameValue, type SourceValue } from "./source-value.ts";
import { fromTaggedJson } from "./tagged-json.ts";

const anyRow = fc.array(anySourceValue, { minLength: 1, maxLength: 4 });
const isSameRow = (left: SourceValue[], right: SourceValue[]) =>
  left.length === right.length && left.every((value, at) => isSameValue(value, right[at] ?? null));

describe("digestRow", () => {
  test("is equal exactly for rows of the same values", () => {
    fc.assert(fc.property(anyRow, anyRow, (left, right) => (digestRow(left) === digestRow(right)) === isSameRow(left, right)));
  });

  test("tells rows apart whose values only run together", () => {
    const rows: SourceValue[][] = [
      ["a", "b"],
      ["ab", ""],
      ["", "ab"],
      ["a;t1:b"],
      [1n],
      [1],
      ["1"],
      [null],
      [Buffer.from("1")],
      [0],
      [-0],
    ];
    expect(new Set(rows.map((row) => digestRow(row))).size).toBe(rows.length);
  });

  test("says whether a reference pointed at nothing", () => {
    expect(digestRow([1n, 2n], ["owner"])).not.toBe(digestRow([1n, 2n]));
  });
});

describe("rowToBytes", () => {
  test("keeps every value", () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const columns = row.map((_, at) => `c${at}`);
        const kept = JSON.parse(Buffer.from(rowToBytes(columns, row)).toString()) as [
          string,
          Parameters<typeof fromTaggedJson>[0],
        ][];
        return kept.every(([column, json], at) => column === `c${at}` && isSameValue(fromTaggedJson(json), row[at] ?? null));
      }),
    );
  });
});
