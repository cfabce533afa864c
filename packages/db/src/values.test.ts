import type { JsonValue } from "@causeway/contract";
import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { eq, type SQL } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRaw } from "../test/raw.ts";
import { refusalOf } from "../test/refusal.ts";
import { aCampaign, aRestaurant, aTask } from "../test/rows.ts";
import { readPostgresInstant } from "./values.ts";

const EARLIEST = new Date("0001-01-01T00:00:00.000Z");
const LATEST = new Date("9999-12-31T23:59:59.999Z");

describe("values in and out", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database[Symbol.asyncDispose]());

    /** Stored, and read back by a statement of its own. */
    async function roundTrip(values: { createdAt?: Date; details?: JsonValue; budgetMinor?: number | null; name?: string }) {
      const { db } = database;
      const { campaign } = db.tables;
      const [stored] = await db.insert(campaign).values(aCampaign(values)).returning();
      if (!stored) throw new Error("nothing was stored");
      const [read] = await db.select().from(campaign).where(eq(campaign.id, stored.id));
      expect(read).toEqual(stored);
      return stored;
    }

    test("M04 any text, JSON, instant and integer of the kit comes back as it was", async () => {
      const text = fc.string({ unit: "grapheme-composite" }).filter((value) => !value.includes("\0"));
      const row = fc.record({
        name: text,
        details: fc.jsonValue({ depthSize: "small" }).map((value): JsonValue => JSON.parse(JSON.stringify(value))),
        budgetMinor: fc.option(fc.maxSafeInteger()),
        createdAt: fc.date({ min: EARLIEST, max: LATEST, noInvalidDate: true }),
      });
      await fc.assert(
        fc.asyncProperty(row, async (values) => {
          const { name, details, budgetMinor, createdAt } = await roundTrip(values);
          expect({ name, details, budgetMinor, createdAt }).toEqual(values);
        }),
        { numRuns: 100 },
      );
    });

    test.each([
      EARLIEST,
      LATEST,
      "0050-06-01T00:00:00.000Z",
      "1582-10-10T12:00:00.000Z",
      "1969-12-31T23:59:59.999Z",
      "2024-02-29T00:00:00.001Z",
    ])("M04 the instant %s comes back to the millisecond", async (at) => {
      const { createdAt } = await roundTrip({ createdAt: new Date(at) });
      expect(createdAt).toEqual(new Date(at));
    });

    test("M04 text comes back as it was: empty, quoted, beyond the basic plane, long", async () => {
      const { db } = database;
      for (const address of ["", " ", "\t\n", "😀 é ﷺ", "'\"\\;--", "null", "\u{10FFFF}", "x".repeat(1_000_000)]) {
        const [row] = await db.insert(db.tables.restaurant).values(aRestaurant({ address })).returning();
        expect(row?.address === address).toBe(true);
      }
    });

    test.each([0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
      "M04 the integer %d comes back exactly",
      async (budgetMinor) => {
        expect((await roundTrip({ budgetMinor })).budgetMinor).toBe(budgetMinor);
      },
    );

    test("M04 the keys of JSON keep their order, and its strings are not read as JSON again", async () => {
      const { details } = await roundTrip({ details: { z: 1, a: { y: 2, b: "3" }, "": [null, "null", "\u0000"] } });
      expect(JSON.stringify(details)).toBe(String.raw`{"z":1,"a":{"y":2,"b":"3"},"":[null,"null","\u0000"]}`);
      for (const text of ["123", "null", '{"a":1}', '"']) expect((await roundTrip({ details: text })).details).toBe(text);
    });

    test("M04 null in a JSON column is SQL NULL, and null inside of JSON stays", async () => {
      const { db, url } = database;
      const { id } = await roundTrip({ details: null });
      await roundTrip({ details: [null] });
      await using raw = await openRaw(url);
      expect(await raw.all(`select id from campaign where id = '${id}' and details is null`)).toEqual([{ id }]);
      expect(await db.$count(db.tables.campaign, eq(db.tables.campaign.id, id))).toBe(1);
    });

    test("M04 booleans are booleans, read and compared", async () => {
      const { db } = database;
      const { task } = db.tables;
      await db.insert(task).values([aTask({ title: "yes", isComplete: true }), aTask({ title: "no", isComplete: false })]);
      const rows = await db.select({ title: task.title, isComplete: task.isComplete }).from(task).where(eq(task.isComplete, true));
      expect(rows).toEqual([{ title: "yes", isComplete: true }]);
    });

    test("M04 bytes come back as they were, none included", async () => {
      const { db } = database;
      const { quarantinedRow } = db.tables;
      const bytes = [
        Buffer.alloc(0),
        Buffer.from([0, 255, 0, 1]),
        Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256)),
      ];
      for (const [index, row] of bytes.entries()) {
        const values = { system: "s", kind: "k", oldId: String(index), reason: "R", message: "m", row, createdAt: LATEST };
        const [stored] = await db.insert(quarantinedRow).values(values).returning();
        expect(stored?.row.equals(row)).toBe(true);
      }
    });

    test.each([
      ["an integer beyond 53 bits", { budgetMinor: 2 ** 53 }],
      ["an integer below 53 bits", { budgetMinor: -(2 ** 53) }],
      ["an integer beyond 64 bits", { budgetMinor: 2 ** 64 }],
      ["a fraction", { budgetMinor: 1.5 }],
      ["no number", { budgetMinor: Number.NaN }],
      ["an infinite number", { budgetMinor: Number.POSITIVE_INFINITY }],
      ["an instant before the year 1", { createdAt: new Date(EARLIEST.getTime() - 1) }],
      ["an instant after the year 9999", { createdAt: new Date(LATEST.getTime() + 1) }],
      ["no instant", { createdAt: new Date(Number.NaN) }],
      ["a NUL in text", { name: "a\0b" }],
    ])("M04 %s is refused, and nothing is stored", async (_, values) => {
      const { db } = database;
      const { campaign } = db.tables;
      const before = await db.$count(campaign);
      const refused = "BAD_REQUEST VALUE_REFUSED";
      expect(await refusalOf(() => db.insert(campaign).values(aCampaign(values)))).toBe(refused);
      expect(await refusalOf(() => db.transaction((tx) => tx.insert(campaign).values(aCampaign(values)).returning()))).toBe(
        refused,
      );
      expect(await db.$count(campaign)).toBe(before);
    });

    test("M04 a value that cannot be stored cannot be searched for either", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      const find = (condition: SQL) => refusalOf(() => db.select().from(campaign).where(condition));
      expect(await find(eq(campaign.name, "a\0b"))).toBe("BAD_REQUEST VALUE_REFUSED");
      expect(await find(eq(campaign.budgetMinor, 0.5))).toBe("BAD_REQUEST VALUE_REFUSED");
      expect(await find(db.fn.likeAscii(campaign.name, "a\0b"))).toBe("BAD_REQUEST VALUE_REFUSED");
    });
  });
});

test("a Postgres timestamp is read by its ISO meaning, also where Date would guess the century", () => {
  expect(readPostgresInstant("0001-01-01 00:00:00+00")).toEqual(EARLIEST);
  expect(readPostgresInstant("0049-12-31 23:59:59.9+00")).toEqual(new Date("0049-12-31T23:59:59.900Z"));
  expect(readPostgresInstant("9999-12-31 23:59:59.999+00")).toEqual(LATEST);
});
