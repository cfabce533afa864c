import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ListRow, readCustomerList, UnreadableListError } from "./read-customer-list.ts";

const HEADER = "customer_name,phone_number,last_order_date";

async function read(content: string | Buffer | Buffer[]): Promise<ListRow[]> {
  const pieces = Array.isArray(content) ? content : [Buffer.from(content)];
  const rows: ListRow[] = [];
  for await (const row of readCustomerList(Readable.from(pieces))) rows.push(row);
  return rows;
}

const names = async (content: string | Buffer) => (await read(content)).map(({ cells }) => cells["customer_name"]);

describe("a customer list", () => {
  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("I07 is read with lines that end in %s, blank ones and a last one without an end", async (_, end) => {
    const rows = await read([HEADER, "", "A,1,2", "", '"B, the ""second"""', "", "C,5,6"].join(end));
    expect(rows.map(({ row, cells }) => [row, cells["customer_name"]])).toEqual([
      [1, "A"],
      [2, 'B, the "second"'],
      [3, "C"],
    ]);
  });

  it("I07 is read with a byte order mark, and as UTF-16 where the mark says so", async () => {
    expect(await names(`\uFEFF${HEADER}\nÄnne,1,2`)).toEqual(["Änne"]);
    expect(await names(Buffer.from(`\uFEFF${HEADER}\nÄnne,1,2`, "utf16le"))).toEqual(["Änne"]);
  });

  it("knows its columns in any order and case, with spaces around them, and keeps what it does not know", async () => {
    const [row] = await read(" Last_Order_Date ,PHONE_NUMBER,Favourite,customer_name\n2026-01-01,1,oysters,A,surplus,");
    expect(row?.cells).toEqual({
      last_order_date: "2026-01-01",
      phone_number: "1",
      Favourite: "oysters",
      customer_name: "A",
      _4: "surplus",
      _5: "",
    });
  });

  it("leaves cells that are missing out, and gives none the powers of a prototype", async () => {
    const [row, other] = await read(`${HEADER},__proto__\nA\nB,1,2,x`);
    expect(row?.cells).toEqual({ customer_name: "A" });
    expect(Object.keys(other?.cells ?? {})).toContain("__proto__");
    expect({}).not.toHaveProperty("x");
  });

  it("shows bytes that are not UTF-8 instead of refusing the file", async () => {
    expect(await names(Buffer.concat([Buffer.from(`${HEADER}\nCaf`), Buffer.from([0xe9]), Buffer.from(",1,2")]))).toEqual([
      "Caf\uFFFD",
    ]);
  });

  it("takes a quote in the middle of a cell as it is", async () => {
    expect(await names(`${HEADER}\n5" pizza Joe,1,2`)).toEqual(['5" pizza Joe']);
  });

  it.each([
    ["", "The file is empty."],
    ["\n\n", "The file is empty."],
    ["name;phone\nA;1", "Not found: customer_name, phone_number, last_order_date. Columns are separated by commas."],
    ["customer_name,last_order_date\nA,1", "Not found: phone_number."],
    [`${HEADER},Customer_Name\nA,1,2,B`, "The column customer_name is there twice."],
    [`${HEADER}\nA,1,2\n"B,1,2\nC,1,2`, "never closed"],
    [`${HEADER}\n${"x".repeat(200_000)},1,2`, "longer than 100000 bytes"],
  ])("is refused as a whole where it is none: %#", async (content, message) => {
    const failure: unknown = await read(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableListError);
    expect(failure).toHaveProperty("message", expect.stringContaining(message));
  });

  it("I07 gives back any cells that were written, wherever the file is cut into pieces", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "🦪", '"', ",", "\n", "\r", " ", "=", ";") });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell)), fc.integer({ min: 1, max: 64 }), async (rows, size) => {
        const kept = rows.filter((row) => row.some((value) => value !== ""));
        const bytes = Buffer.from(`${HEADER}\r\n${stringify(kept, { quoted: true, record_delimiter: "windows" })}`);
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect((await read(pieces)).map(({ cells }) => Object.values(cells))).toEqual(kept);
      }),
    );
  });

  it("I07 a million rows are read in fixed memory", async () => {
    const block = Buffer.from("Mira Quay,(555) 010-0001,2026-01-15,mira@example.com\r\n".repeat(10_000));
    const source = Readable.from(
      (async function* () {
        yield Buffer.from(`${HEADER},email\r\n`);
        for (let at = 0; at < 100; at++) yield block;
      })(),
    );
    const before = process.memoryUsage().rss;
    let highest = 0;
    let count = 0;
    for await (const { row } of readCustomerList(source)) {
      count = row;
      if (row % 20_000 === 0) highest = Math.max(highest, process.memoryUsage().rss);
    }
    expect(count).toBe(1_000_000);
    expect(highest - before).toBeLessThan(150_000_000);
  });
});
