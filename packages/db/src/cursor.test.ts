import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { and, eq, isNotNull } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRaw, plant } from "../test/raw.ts";
import { refusalOf } from "../test/refusal.ts";
import { aRestaurant } from "../test/rows.ts";
import { type PageKey, paginate } from "./cursor.ts";
import { type Kit, pgKit, sqliteKit } from "./kit.ts";
import type { Dialect } from "./types.ts";

interface Row {
  id: string;
  label: string;
  note: string | null;
  size: number;
  weight: number | null;
  madeAt: Date;
  seenAt: Date | null;
}
type KeyName = Exclude<keyof Row, "id">;
interface Order {
  name: KeyName;
  order: "asc" | "desc";
}

const buildTable = (kit: Kit) =>
  kit.table("paged", {
    id: kit.id(),
    label: kit.text().notNull(),
    note: kit.text(),
    size: kit.int().notNull(),
    weight: kit.int(),
    madeAt: kit.time().notNull(),
    seenAt: kit.time(),
  });
const CREATE: Record<Dialect, string> = {
  sqlite:
    "create table paged (id text primary key, label text not null, note text, size integer not null, weight integer, made_at integer not null, seen_at integer)",
  postgres:
    "create table paged (id text primary key, label text not null, note text, size bigint not null, weight bigint, made_at timestamptz(3) not null, seen_at timestamptz(3))",
};

/** The order that both databases promise: text by its bytes, NULL lowest. */
function compareValues(left: string | number | Date | null, right: string | number | Date | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === "string" && typeof right === "string") return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return Number(left) - Number(right);
}

function sorted(rows: readonly Row[], orders: readonly Order[], last: "asc" | "desc"): string[] {
  const keys: { name: keyof Row; order: "asc" | "desc" }[] = [...orders, { name: "id", order: last }];
  const compare = (left: Row, right: Row) => {
    for (const { name, order } of keys) {
      const sign = compareValues(left[name], right[name]) * (order === "asc" ? 1 : -1);
      if (sign !== 0) return sign;
    }
    return 0;
  };
  return [...rows].sort(compare).map(({ id }) => id);
}

const text = fc.constantFrom("", "a", "A", "b", "é", "😀", "%", "a'b");
const instant = fc.constantFrom(0, 1, -1, 1_700_000_000_000, 253_402_300_799_999).map((ms) => new Date(ms));
const integer = fc.constantFrom(0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
const row = fc.record({
  label: text,
  note: fc.option(text),
  size: integer,
  weight: fc.option(integer),
  madeAt: instant,
  seenAt: fc.option(instant),
});
const direction = fc.constantFrom("asc" as const, "desc" as const);
const orders = fc.uniqueArray(
  fc.record({ name: fc.constantFrom<KeyName>("label", "note", "size", "weight", "madeAt", "seenAt"), order: direction }),
  { maxLength: 3, selector: ({ name }) => name },
);

describe("paginate", () => {
  onBothDialects((open, dialect) => {
    const table = buildTable(dialect === "sqlite" ? sqliteKit : pgKit);
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
      await plant(database.url, CREATE[dialect]);
    });
    afterAll(() => database[Symbol.asyncDispose]());

    const key = (name: keyof Row, order: "asc" | "desc"): PageKey<Row> => ({
      column: table[name],
      order,
      value: (read) => read[name],
    });

    async function readPage(keys: readonly PageKey<Row>[], limit: number, cursor?: string) {
      const paging = paginate({ keys, cursor, limit });
      const rows = await database.db
        .select()
        .from(table)
        .where(and(isNotNull(table.id), paging.where))
        .orderBy(...paging.orderBy)
        .limit(paging.limit);
      return paging.page(rows);
    }

    async function readAll(keys: readonly PageKey<Row>[], limit: number): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await readPage(keys, limit, cursor ?? undefined);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.items.length > 0 || cursor === undefined).toBe(true);
        expect(page.nextCursor === null || page.items.length === limit).toBe(true);
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return ids;
    }

    test("the pages, one after another, are the sorted list: whatever the keys, ties, NULLs and page size", async () => {
      const list = fc.record({
        rows: fc.array(row, { maxLength: 14 }),
        orders,
        last: direction,
        limit: fc.integer({ min: 1, max: 5 }),
      });
      await fc.assert(
        fc.asyncProperty(list, async ({ rows, orders, last, limit }) => {
          const stored = rows.map((values, index) => ({ ...values, id: `id-${index}` }));
          await database.db.delete(table);
          if (stored.length > 0) await database.db.insert(table).values(stored);
          const keys = [...orders.map(({ name, order }) => key(name, order)), key("id", last)];
          expect(await readAll(keys, limit)).toEqual(sorted(stored, orders, last));
        }),
        { numRuns: 120 },
      );
    });

    test("text made of a column is a key too", async () => {
      const { db } = database;
      await db.delete(table);
      const plain = { note: null, size: 0, weight: null, madeAt: new Date(0), seenAt: null };
      await db.insert(table).values(["b", "B", "a", "é"].map((label, index) => ({ ...plain, label, id: String(index) })));
      const byLabel: PageKey<Row> = { column: db.fn.bytewise(table.label), order: "desc", value: ({ label }) => label };
      expect(await readAll([byLabel, key("id", "asc")], 1)).toEqual(["3", "0", "2", "1"]);
    });

    test("rows that come and go between two pages move no other row", async () => {
      const { db } = database;
      await db.delete(table);
      const plain = { label: "x", note: null, weight: null, madeAt: new Date(0), seenAt: null };
      await db.insert(table).values([1, 2, 3, 4].map((size) => ({ ...plain, size, id: String(size) })));
      const keys = [key("size", "asc"), key("id", "asc")];
      const first = await readPage(keys, 2);
      await db.delete(table).where(eq(table.id, "2"));
      await db.insert(table).values({ ...plain, size: 0, id: "0" });
      const second = await readPage(keys, 2, first.nextCursor ?? undefined);
      expect(second.items.map(({ id }) => id)).toEqual(["3", "4"]);
    });

    describe("a cursor", () => {
      const keys = [key("label", "asc"), key("weight", "desc"), key("madeAt", "asc"), key("id", "asc")];
      const encode = (values: unknown) => Buffer.from(JSON.stringify(values)).toString("base64url");
      let valid: string;
      let tag: unknown;
      beforeAll(async () => {
        const plain = { label: "x", note: null, size: 0, weight: 1, madeAt: new Date(0), seenAt: null };
        await database.db.insert(table).values(["first", "second"].map((id) => ({ ...plain, id })));
        valid = (await readPage(keys, 1)).nextCursor ?? "";
        const decoded: unknown[] = JSON.parse(Buffer.from(valid, "base64url").toString());
        [tag] = decoded;
      });
      const refusal = (cursor: string, other = keys) => refusalOf(() => readPage(other, 1, cursor));

      test("that is none is refused", async () => {
        for (const cursor of ["", "x", "%%%", "bnVsbA", encode(null), encode({}), encode([]), encode([[]]), "[".repeat(100_000)]) {
          expect(await refusal(cursor)).toBe("BAD_REQUEST CURSOR_INVALID");
        }
        expect(await refusal(valid)).toBe("no refusal");
      });

      test("of another list or order is refused", async () => {
        const [label, weight, madeAt] = keys;
        if (!label || !weight || !madeAt) throw new Error("too few keys");
        for (const other of [
          [label, weight, madeAt],
          [weight, label, madeAt, key("id", "asc")],
          [label, key("weight", "asc"), madeAt, key("id", "asc")],
        ]) {
          expect(await refusal(valid, other)).toBe("BAD_REQUEST CURSOR_INVALID");
        }
      });

      test.each([
        ["a number for text", [1, 1, { ms: 0 }, "a"]],
        ["NULL for what is never NULL", [null, 1, { ms: 0 }, "a"]],
        ["a NUL in text", ["a\0", 1, { ms: 0 }, "a"]],
        ["text for a number", ["a", "1", { ms: 0 }, "a"]],
        ["a fraction", ["a", 1.5, { ms: 0 }, "a"]],
        ["an instant for a number", ["a", { ms: 1 }, { ms: 0 }, "a"]],
        ["a number for an instant", ["a", 1, 0, "a"]],
        ["an instant out of range", ["a", 1, { ms: 8.64e15 }, "a"]],
        ["an instant that is text", ["a", 1, { ms: "x" }, "a"]],
        ["a value too few", ["a", 1, { ms: 0 }]],
        ["a value too many", ["a", 1, { ms: 0 }, "a", "a"]],
      ])("with %s is refused", async (_, values) => {
        expect(await refusal(encode([tag, ...values]))).toBe("BAD_REQUEST CURSOR_INVALID");
        expect(await refusal(encode([tag, "a", 1, { ms: 0 }, "a"]))).toBe("no refusal");
      });

      test("of whatever JSON either works or is refused", async () => {
        const value = fc.oneof(
          fc.jsonValue(),
          fc.constantFrom(null, 1e308, -1, "", "\ud800", { ms: 0 }, { ms: null }, { ms: [5] }, { ms: true }),
        );
        await fc.assert(
          fc.asyncProperty(fc.tuple(value, value, value, value), async (values) => {
            expect(["no refusal", "BAD_REQUEST CURSOR_INVALID"]).toContain(await refusal(encode([tag, ...values])));
          }),
          { numRuns: 150, examples: [[["a", null, { ms: 0 }, ""]]] },
        );
      });
    });
  });
});

describe("a page in the middle of restaurants by age", () => {
  onBothDialects((open, dialect) => {
    test.each(["asc", "desc"] as const)("starts in the index and sorts nothing (%s)", async (order) => {
      await using database = await open();
      const { db, url } = database;
      const { restaurant } = db.tables;
      const rows = Array.from({ length: 3000 }, (_, index) =>
        aRestaurant({ createdAt: new Date(index * 1000), name: `Name ${index}` }),
      );
      await db.insert(restaurant).values(rows);
      const keys: PageKey<{ id: string; createdAt: Date }>[] = [
        { column: restaurant.createdAt, order, value: (read) => read.createdAt },
        { column: restaurant.id, order, value: (read) => read.id },
      ];
      const pageFrom = (cursor: string | undefined) => {
        const { where, orderBy, limit, page } = paginate({ keys, cursor, limit: 20 });
        return {
          query: db
            .select()
            .from(restaurant)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
          page,
        };
      };
      const first = pageFrom(undefined);
      const { nextCursor } = first.page(await first.query);
      const { sql, params } = pageFrom(nextCursor ?? undefined).query.toSQL();

      await using raw = await openRaw(url);
      await raw.all("analyze");
      const plan = JSON.stringify(await raw.all(`explain ${dialect === "sqlite" ? "query plan " : ""}${sql}`, params));

      expect(plan).toMatch(
        dialect === "sqlite"
          ? /SEARCH restaurant USING INDEX restaurant_created_at \(created_at[<>]\?\)/
          : /Index Scan.* using restaurant_created_at/,
      );
      expect(plan).toMatch(dialect === "sqlite" ? /created_at/ : /Index Cond: \(created_at [<>]=/);
      expect(plan).not.toMatch(/SCAN restaurant|Seq Scan|Sort|TEMP B-TREE/);
    });
  });
});
