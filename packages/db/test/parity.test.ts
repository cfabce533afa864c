import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import {
  and,
  asc,
  avg,
  count,
  desc,
  eq,
  exists,
  getColumns,
  gt,
  inArray,
  isNull,
  lt,
  max,
  min,
  notInArray,
  type SQL,
  sql,
  sum,
} from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lastPerKey } from "../src/last-per-key.ts";
import { pgTables, sqliteTables } from "../src/tables/index.ts";
import { aCampaign, aRestaurant, aTask } from "./rows.ts";

const AT = new Date("2026-05-06T07:08:09.010Z");

describe("one query, the same answer", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database[Symbol.asyncDispose]());
    beforeEach(async () => {
      const { db } = database;
      await db.delete(db.tables.restaurant);
      await db.delete(db.tables.campaign);
      await db.delete(db.tables.legacySequence);
      await db.insert(db.tables.restaurant).values(["a", "b", "c"].map((id) => aRestaurant({ id, name: `Name ${id}` })));
    });

    test("M03 counts are numbers", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      expect(await db.$count(restaurant)).toBe(3);
      expect(await db.select({ rows: count(), named: count(restaurant.name) }).from(restaurant)).toEqual([{ rows: 3, named: 3 }]);
      const [row] = await db
        .select({ id: restaurant.id, all: db.$count(restaurant) })
        .from(restaurant)
        .limit(1);
      expect(row?.all).toBe(3);
    });

    test("M03 sums are text, least and greatest have their column's type, and each is null of no rows", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      const totals = {
        sum: sum(campaign.budgetMinor),
        first: min(campaign.createdAt),
        last: max(campaign.createdAt),
        most: max(campaign.budgetMinor),
      };
      expect(await db.select(totals).from(campaign)).toEqual([{ sum: null, first: null, last: null, most: null }]);
      await db
        .insert(campaign)
        .values([aCampaign({ budgetMinor: 2, createdAt: AT }), aCampaign({ budgetMinor: 3, createdAt: new Date(0) })]);
      expect(await db.select(totals).from(campaign)).toEqual([{ sum: "5", first: new Date(0), last: AT, most: 3 }]);
    });

    test("M03 an average is the same number once it is made one", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      await db.insert(campaign).values([2, 3, 3].map((budgetMinor) => aCampaign({ budgetMinor })));
      const [row] = await db.select({ mean: avg(campaign.budgetMinor).mapWith(Number) }).from(campaign);
      expect(row?.mean).toBeCloseTo(8 / 3, 12);
    });

    test("M03 raw SQL gives a column's own type by mapWith", async () => {
      const { db } = database;
      const { task } = db.tables;
      await db.insert(task).values(aTask({ isComplete: true, createdAt: AT }));
      const rows = await db
        .select({
          isComplete: sql`coalesce(${task.isComplete}, ${false})`.mapWith(task.isComplete),
          at: sql`coalesce(${task.createdAt}, ${task.updatedAt})`.mapWith(task.createdAt),
          rows: sql`count(*) over ()`.mapWith(Number),
        })
        .from(task);
      expect(rows).toEqual([{ isComplete: true, at: AT, rows: 1 }]);
      await db.delete(task);
    });

    test("M03 raw SQL takes booleans and instants", async () => {
      const { db } = database;
      const { task } = db.tables;
      await db
        .insert(task)
        .values([aTask({ title: "done", isComplete: true, createdAt: AT }), aTask({ title: "open", createdAt: new Date(0) })]);
      const titles = async (condition: SQL) =>
        (await db.select({ title: task.title }).from(task).where(condition)).map(({ title }) => title);
      expect(await titles(sql`${task.isComplete} = ${true}`)).toEqual(["done"]);
      expect(await titles(sql`${task.createdAt} = ${AT}`)).toEqual(["done"]);
      expect(await titles(sql`${task.createdAt} < ${AT}`)).toEqual(["open"]);
      await db.delete(task);
    });

    test("M03 an upsert takes `excluded`, and returns what is stored", async () => {
      const { db } = database;
      const { legacySequence: table } = db.tables;
      const upsert = (rows: { kind: string; lastId: number }[]) =>
        db
          .insert(table)
          .values(rows.map((row) => ({ system: "s", ...row })))
          .onConflictDoUpdate({ target: [table.system, table.kind], set: { lastId: sql`${table.lastId} + excluded.last_id` } })
          .returning({ kind: table.kind, lastId: table.lastId });
      expect(await upsert([{ kind: "x", lastId: 1 }])).toEqual([{ kind: "x", lastId: 1 }]);
      expect(
        await upsert([
          { kind: "x", lastId: 5 },
          { kind: "y", lastId: 7 },
        ]),
      ).toEqual([
        { kind: "x", lastId: 6 },
        { kind: "y", lastId: 7 },
      ]);
      expect(await db.insert(table).values({ system: "s", kind: "x", lastId: 9 }).onConflictDoNothing().returning()).toEqual([]);
    });

    test("M03 a batch that names a row twice stores the last one, by way of lastPerKey", async () => {
      const { db } = database;
      const { legacySequence: table } = db.tables;
      const rows = [
        ["x", 1],
        ["y", 2],
        ["x", 3],
      ] as const;
      const batch = rows.map(([kind, lastId]) => ({ system: "s", kind, lastId }));
      const stored = await db
        .insert(table)
        .values(lastPerKey(batch, ({ kind }) => kind))
        .onConflictDoUpdate({ target: [table.system, table.kind], set: { lastId: sql`excluded.last_id` } })
        .returning();
      expect(stored).toEqual([
        { system: "s", kind: "x", lastId: 3 },
        { system: "s", kind: "y", lastId: 2 },
      ]);
    });

    test("M03 updates and deletes return the rows they touched, none included", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      const renamed = await db
        .update(restaurant)
        .set({ name: "New" })
        .where(inArray(restaurant.id, ["a", "c", "zz"]))
        .returning({ id: restaurant.id });
      expect(renamed.map(({ id }) => id).sort()).toEqual(["a", "c"]);
      expect(await db.delete(restaurant).where(eq(restaurant.id, "zz")).returning()).toEqual([]);
      expect(await db.delete(restaurant).where(eq(restaurant.id, "b")).returning({ name: restaurant.name })).toEqual([
        { name: "Name b" },
      ]);
    });

    test("M03 joins, subqueries, common table expressions and empty lists agree", async () => {
      const { db } = database;
      const { restaurant, task } = db.tables;
      await db
        .insert(task)
        .values([aTask({ restaurantId: "a", title: "1" }), aTask({ restaurantId: "a", title: "2", isComplete: true })]);
      const joined = await db
        .select({ id: restaurant.id, title: task.title, isComplete: task.isComplete })
        .from(restaurant)
        .leftJoin(task, and(eq(task.restaurantId, restaurant.id), eq(task.isComplete, true)))
        .orderBy(asc(restaurant.id));
      expect(joined).toEqual([
        { id: "a", title: "2", isComplete: true },
        { id: "b", title: null, isComplete: null },
        { id: "c", title: null, isComplete: null },
      ]);
      const hasTask = exists(
        db
          .select({ one: sql`1` })
          .from(task)
          .where(eq(task.restaurantId, restaurant.id)),
      );
      expect(await db.select({ id: restaurant.id }).from(restaurant).where(hasTask)).toEqual([{ id: "a" }]);
      const open = db.$with("open").as(
        db
          .select({ id: task.restaurantId, rows: count().as("rows") })
          .from(task)
          .groupBy(task.restaurantId),
      );
      expect(await db.with(open).select().from(open)).toEqual([{ id: "a", rows: 2 }]);
      expect(await db.select().from(restaurant).where(inArray(restaurant.id, []))).toEqual([]);
      expect(await db.$count(restaurant, notInArray(restaurant.id, []))).toBe(3);
      expect(
        await db.selectDistinct({ owner: restaurant.ownerUserId }).from(restaurant).where(isNull(restaurant.ownerUserId)),
      ).toEqual([{ owner: null }]);
    });

    test("M03 text inside of JSON is reached by its path", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      await db.insert(campaign).values([aCampaign({ details: { channel: { name: "é" } } }), aCampaign({ details: {} })]);
      const name = sql<string | null>`${campaign.details} -> 'channel' ->> 'name'`;
      expect(
        await db
          .select({ name })
          .from(campaign)
          .orderBy(desc(sql`${name} is not null`)),
      ).toEqual([{ name: "é" }, { name: null }]);
    });

    test("M03 an id of any form finds nothing instead of failing", async () => {
      const { db } = database;
      for (const id of ["", "no uuid", "1", "'; drop table restaurant; --"]) {
        expect(await db.select().from(db.tables.restaurant).where(eq(db.tables.restaurant.id, id))).toEqual([]);
      }
    });

    test("M03 comparisons of instants and integers are by value", async () => {
      const { db } = database;
      const { campaign } = db.tables;
      await db
        .insert(campaign)
        .values([
          aCampaign({ budgetMinor: 9, createdAt: AT }),
          aCampaign({ budgetMinor: 10, createdAt: new Date(AT.getTime() - 1) }),
        ]);
      expect(await db.$count(campaign, gt(campaign.budgetMinor, 9))).toBe(1);
      expect(await db.$count(campaign, lt(campaign.createdAt, AT))).toBe(1);
      const budgets = await db.select({ budget: campaign.budgetMinor }).from(campaign).orderBy(campaign.budgetMinor);
      expect(budgets.map(({ budget }) => budget)).toEqual([9, 10]);
    });

    test("M03 statements beyond one network packet work: thousands of rows, then all of them at once", async () => {
      const { db } = database;
      const { legacySequence } = db.tables;
      await db
        .insert(legacySequence)
        .values(Array.from({ length: 5000 }, (_, index) => ({ system: "s", kind: String(index), lastId: index })));
      const kinds = Array.from({ length: 20_000 }, (_, index) => String(index));
      expect(await db.$count(legacySequence, inArray(legacySequence.kind, kinds))).toBe(5000);
    });
  });
});

test("M03 no column takes a value from the database, whose clocks and functions differ", () => {
  const tables = [...Object.values(pgTables), ...Object.values(sqliteTables)];
  const columns = tables.flatMap((table) => Object.values(getColumns(table)));
  expect(columns.length).toBeGreaterThan(200);
  expect(columns.filter((column) => column.default !== undefined || column.generated !== undefined)).toEqual([]);
});
