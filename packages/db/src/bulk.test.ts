import type { JsonValue } from "@causeway/contract";
import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalOf } from "../test/refusal.ts";
import { aCampaign, aRestaurant } from "../test/rows.ts";

const AT = new Date("2026-05-06T07:08:09.010Z");

describe("rows written in bulk", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database[Symbol.asyncDispose]());
    beforeEach(async () => {
      const { db } = database;
      for (const table of [db.tables.restaurant, db.tables.campaign, db.tables.quarantinedRow]) await db.delete(table);
    });

    const COLUMNS = ["id", "type", "status", "name", "details", "budgetMinor", "createdAt", "updatedAt"];

    test("read as those that the builder wrote, whatever they hold", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      const text = fc.string({ unit: "binary" }).map((value) => value.toWellFormed().replaceAll("\0", ""));
      const row = fc.record({
        name: fc.oneof(text, fc.constantFrom("", "NULL", "{}", '{"a","b"}', "\\", '"', "\\x00", "a\nb", "'", "$1", "{NULL}")),
        details: fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value))),
        budgetMinor: fc.oneof(fc.constant(null), fc.maxSafeInteger()),
        createdAt: fc.date({ noInvalidDate: true, min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z") }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (values) => {
          await db.delete(campaign);
          const rows = values.map((value, at) => aCampaign({ ...value, id: `bulk ${String(at).padStart(2, "0")}` }));
          await db.bulkInsert({ table: campaign, columns: COLUMNS, rows });
          for (const each of rows) await db.insert(campaign).values({ ...each, id: each.id.replace("bulk", "plain") });
          const stored = await db.select().from(campaign).orderBy(asc(campaign.id));
          const [bulk, plain] = ["bulk", "plain"].map((word) => stored.filter(({ id }) => id.startsWith(word)));
          expect(bulk).toHaveLength(rows.length);
          expect(bulk?.map((each) => ({ ...each, id: "" }))).toEqual(plain?.map((each) => ({ ...each, id: "" })));
        }),
        { numRuns: 40 },
      );
    });

    test("are handed over as they are stored, from one value of a column to another", async () => {
      const { db } = database;
      const { campaign, task } = db.tables;
      const details = { b: 1, a: [null] };
      const rows = ["a", "b", "c", "d", "e"].map((id) =>
        aCampaign({ id, details, budgetMinor: id === "c" ? null : 5, createdAt: AT }),
      );
      await db.bulkInsert({ table: campaign, columns: COLUMNS, rows });
      const columns = ["id", "details", "createdAt", "budgetMinor", "restaurantId"];
      const read = { table: campaign, by: { property: "id", from: "b", to: "d" }, columns, limit: 2 };
      const found = [
        ["b", '{"b":1,"a":[null]}', AT.getTime(), 5, null],
        ["c", '{"b":1,"a":[null]}', AT.getTime(), null, null],
      ];
      expect(await db.bulkRead(read)).toEqual(found);
      expect(await db.transaction(async (tx) => tx.bulkRead(read))).toEqual(found);
      await db
        .insert(task)
        .values(
          [true, false].map((isComplete) => ({ id: `t ${isComplete}`, title: "t", isComplete, createdAt: AT, updatedAt: AT })),
        );
      const tasks = { table: task, by: { property: "id", from: "t", to: "u" }, columns: ["isComplete"], limit: 9 };
      expect(await db.bulkRead(tasks)).toEqual([[0], [1]]);
      await db.delete(task);
    });

    test("keep bytes and booleans, and leave out what is not named", async () => {
      const { db } = database;
      const { quarantinedRow, task, restaurant } = db.tables;
      const bytes = Buffer.from([0, 1, 92, 34, 123, 255]);
      const kept = { id: "q", system: "s", kind: "k", oldId: "1", reason: "r", message: "m", row: bytes, createdAt: AT };
      await db.bulkInsert({ table: quarantinedRow, columns: Object.keys(kept), rows: [kept] });
      expect((await db.select().from(quarantinedRow)).map(({ row }) => Buffer.from(row))).toEqual([bytes]);
      await db.insert(restaurant).values(aRestaurant({ id: "r" }));
      const rows = [true, false].map((isComplete) => ({
        id: `t ${isComplete}`,
        title: "t",
        isComplete,
        createdAt: AT,
        updatedAt: AT,
      }));
      await db.bulkInsert({ table: task, columns: ["id", "title", "isComplete", "createdAt", "updatedAt"], rows });
      const stored = await db.select().from(task).orderBy(asc(task.id));
      expect(stored.map(({ isComplete, restaurantId }) => [isComplete, restaurantId])).toEqual([
        [false, null],
        [true, null],
      ]);
    });

    test("may be more than one statement could name the cells of", async () => {
      const { db } = database;
      const rows = Array.from({ length: 12_000 }, (_, at) => aCampaign({ id: `c ${at}`, details: null, budgetMinor: null }));
      await db.bulkInsert({ table: db.tables.campaign, columns: COLUMNS, rows });
      expect(await db.$count(db.tables.campaign)).toBe(12_000);
      await db.bulkInsert({ table: db.tables.campaign, columns: COLUMNS, rows: [] });
    });

    test("give those that are there already their new values, of the named columns alone", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      await db.insert(restaurant).values(aRestaurant({ id: "old", name: "Old", address: "Pier 1" }));
      await db.bulkInsert({
        table: restaurant,
        columns: ["id", "name", "address", "createdAt", "updatedAt"],
        rows: ["old", "new"].map((id) => aRestaurant({ id, name: "New", address: null })),
        onConflict: { target: ["id"], set: ["name"] },
      });
      const rows = await db.select().from(restaurant).orderBy(asc(restaurant.id));
      expect(rows.map(({ id, name, address }) => [id, name, address])).toEqual([
        ["new", "New", null],
        ["old", "New", "Pier 1"],
      ]);
    });

    test("leave those that are there already as they are, where no column is named", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      await db.insert(restaurant).values(aRestaurant({ id: "kept", name: "Old" }));
      const rows = ["kept", "added"].map((id) => aRestaurant({ id, name: "New" }));
      const columns = ["id", "name", "createdAt", "updatedAt"];
      await db.bulkInsert({ table: restaurant, columns, rows, onConflict: { target: ["id"], set: [] } });
      const stored = await db.select().from(restaurant).orderBy(asc(restaurant.id));
      expect(stored.map(({ id, name }) => [id, name])).toEqual([
        ["added", "New"],
        ["kept", "Old"],
      ]);
    });

    test("are stored all or none, and refused in the same words", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      const columns = ["id", "name", "ownerUserId", "createdAt", "updatedAt"];
      const attempt = (values: object) =>
        refusalOf(() =>
          db.bulkInsert({
            table: restaurant,
            columns,
            rows: [aRestaurant({ id: "a", ownerUserId: null }), aRestaurant({ ownerUserId: null, ...values })],
          }),
        );
      expect(await attempt({ id: "a" })).toBe("CONFLICT ROW_CONFLICT");
      expect(await attempt({ id: "b", ownerUserId: "nobody" })).toBe("CONFLICT REFERENCE_MISSING");
      expect(await attempt({ id: "b", name: null })).toBe("BAD_REQUEST VALUE_REFUSED");
      expect(await attempt({ id: "b", name: "a\0b" })).toBe("BAD_REQUEST VALUE_REFUSED");
      expect(await attempt({ id: "b", createdAt: new Date(Number.NaN) })).toBe("BAD_REQUEST VALUE_REFUSED");
      await expect(attempt({ name: undefined, id: undefined })).rejects.toThrow("A row of many has no value for id.");
      expect(await db.$count(restaurant)).toBe(0);
    });

    test("belong to the transaction that writes them", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      const insert = (id: string) => ({
        table: restaurant,
        columns: ["id", "name", "createdAt", "updatedAt"],
        rows: [aRestaurant({ id })],
      });
      const failed = db.transaction(async (tx) => {
        await tx.bulkInsert(insert("lost"));
        await tx.transaction(async (inner) => inner.bulkInsert(insert("inner")));
        throw new Error("no");
      });
      await expect(failed).rejects.toThrow("no");
      await db.transaction(async (tx) => {
        await tx.bulkInsert(insert("kept"));
        expect(await tx.select({ id: restaurant.id }).from(restaurant).where(eq(restaurant.id, "kept"))).toEqual([{ id: "kept" }]);
      });
      expect(await db.select({ id: restaurant.id }).from(restaurant)).toEqual([{ id: "kept" }]);
      await expect(db.transaction(async () => db.bulkInsert(insert("outer")))).rejects.toThrow("A transaction is open here");
    });

    test("are found unequal where anything of them is", async () => {
      const { db } = database;
      const { campaign, legacyRecord } = db.tables;
      const rows = Array.from({ length: 6000 }, (_, at) =>
        aCampaign({
          id: `c ${at}`,
          details: at % 2 ? null : { b: 1, a: [at, null] },
          budgetMinor: at % 3 ? at : null,
          createdAt: AT,
        }),
      );
      await db.bulkInsert({ table: campaign, columns: COLUMNS, rows });
      const check = { table: campaign, key: "id", columns: COLUMNS.slice(1), rows };
      expect(await db.bulkCheck(check)).toEqual([]);
      expect(await db.transaction((tx) => tx.bulkCheck(check))).toEqual([]);
      const set = (id: number, values: object) =>
        db
          .update(campaign)
          .set(values)
          .where(eq(campaign.id, `c ${id}`));
      await set(7, { budgetMinor: null });
      await set(6, { budgetMinor: 0 });
      await set(10, { details: { a: [10, null], b: 1 } });
      await set(11, { details: [] });
      await set(12, { details: null });
      await set(13, { name: "spring" });
      await set(5998, { updatedAt: new Date(AT.getTime() + 1) });
      await db.delete(campaign).where(eq(campaign.id, "c 5999"));
      expect(await db.bulkCheck(check)).toEqual([6, 7, 10, 11, 12, 13, 5998, 5999]);

      const records = ["1", "2"].map((oldId) => {
        const id = { system: "s", kind: "k", oldId, newId: `n${oldId}` };
        return { ...id, originals: null, sourceDigest: null };
      });
      await db.insert(legacyRecord).values(records.slice(0, 1));
      const columns = ["system", "kind", "oldId", "originals", "sourceDigest"];
      expect(await db.bulkCheck({ table: legacyRecord, key: "newId", columns, rows: records })).toEqual([1]);
      await db.delete(legacyRecord);
    });
  });
});
