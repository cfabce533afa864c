import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { asc, eq, type SQL } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plant } from "../test/raw.ts";
import { aRestaurant } from "../test/rows.ts";
import { ascNullsFirst, containsPattern, descNullsLast } from "./functions.ts";
import { openStore } from "./open.ts";

const TEXTS = [
  "",
  "a",
  "A",
  "ab",
  "AB",
  "aB%",
  "a_b",
  "a\\b",
  "é",
  "É",
  "éa",
  "ß",
  "SS",
  "😀",
  "a😀b",
  "%",
  "_",
  "\\",
  "I",
  "ı",
  "İ",
  "Z",
  "z",
  " ",
];

/** LIKE as documented: `%` any text, `_` one character, backslash before what stands for itself; ASCII in either case. */
function likeModel(text: string, pattern: string): boolean {
  const source = [...pattern.matchAll(/\\.|./gsu)].map(([token]) => {
    if (token === "%") return ".*";
    if (token === "_") return ".";
    const literal = token.length > 1 && token.startsWith("\\") ? token.slice(1) : token;
    const escaped = literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return /[a-z]/i.test(literal) && literal.length === 1 ? `[${literal.toLowerCase()}${literal.toUpperCase()}]` : escaped;
  });
  return new RegExp(`^${source.join("")}$`, "su").test(text);
}

const byBytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));

describe("functions that the databases spell differently", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
      await database.db.insert(database.db.tables.role).values(TEXTS.map((key, rank) => ({ key, rank })));
    });
    afterAll(() => database[Symbol.asyncDispose]());

    async function findLike(pattern: string) {
      const { db } = database;
      const { role } = db.tables;
      const rows = await db.select({ key: role.key }).from(role).where(db.fn.likeAscii(role.key, pattern));
      return rows.map(({ key }) => key).sort(byBytes);
    }

    test("M03 likeAscii finds what LIKE is documented to find, in either case of ASCII letters only", async () => {
      const pattern = fc.string({
        unit: fc.constantFrom("a", "A", "B", "é", "É", "ß", "😀", "i", "I", "%", "_", "\\", "z"),
        maxLength: 5,
      });
      await fc.assert(
        fc.asyncProperty(pattern, async (pattern) => {
          expect(await findLike(pattern)).toEqual(TEXTS.filter((text) => likeModel(text, pattern)).sort(byBytes));
        }),
        { numRuns: 150, examples: [["a\\"], ["\\"], ["\\%"], ["%\\_%"], ["É"]] },
      );
    });

    test("containsPattern finds text as it stands, wildcards included", async () => {
      expect(await findLike(containsPattern("%"))).toEqual(["%", "aB%"]);
      expect(await findLike(containsPattern("_"))).toEqual(["_", "a_b"]);
      expect(await findLike(containsPattern("\\"))).toEqual(["\\", "a\\b"]);
      expect(await findLike(containsPattern("É"))).toEqual(["É"]);
    });

    test("M03 a selected likeAscii is a boolean, and null for NULL", async () => {
      const { db } = database;
      const { restaurant } = db.tables;
      await db
        .insert(restaurant)
        .values([aRestaurant({ name: "1", address: "Rome" }), aRestaurant({ name: "2", address: "Oslo" })]);
      await db.insert(restaurant).values(aRestaurant({ name: "3", address: null }));
      const rows = await db
        .select({ isRome: db.fn.likeAscii(restaurant.address, "rome") })
        .from(restaurant)
        .orderBy(restaurant.name);
      expect(rows).toEqual([{ isRome: true }, { isRome: false }, { isRome: null }]);
    });

    test("M03 lowerAscii changes ASCII letters only", async () => {
      const { db } = database;
      const { role } = db.tables;
      const rows = await db.select({ key: role.key, lower: db.fn.lowerAscii(role.key) }).from(role);
      for (const { key, lower } of rows) expect(lower).toBe(key.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
      expect(rows).toHaveLength(TEXTS.length);
    });

    test("M03 bytewise orders text by its bytes", async () => {
      const { db } = database;
      const { role } = db.tables;
      const rows = await db.select({ key: role.key }).from(role).orderBy(db.fn.bytewise(role.key));
      expect(rows.map(({ key }) => key)).toEqual([...TEXTS].sort(byBytes));
    });

    test("M03 utcDay is the first ten characters of the ISO text, from year 1 to 9999", async () => {
      const { db } = database;
      const { auditEvent } = db.tables;
      const instants = fc.sample(
        fc.oneof(
          fc.date({ min: new Date("0001-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
          fc.integer({ min: -700_000, max: 2_900_000 }).map((day) => new Date(day * 86_400_000)),
          fc.integer({ min: -700_000, max: 2_900_000 }).map((day) => new Date(day * 86_400_000 - 1)),
        ),
        500,
      );
      await db.insert(auditEvent).values(instants.map((at) => ({ at, action: "a.b", result: "success" as const, requestId: "r" })));
      const rows = await db.select({ at: auditEvent.at, day: db.fn.utcDay(auditEvent.at) }).from(auditEvent);
      expect(rows).toHaveLength(500);
      for (const { at, day } of rows) expect(day).toBe(at.toISOString().slice(0, 10));
    });

    test("M03 NULL is the lowest value: first ascending, last descending", async () => {
      const { db } = database;
      const { importRun } = db.tables;
      const run = { system: "s", source: "x", startedAt: new Date(0) };
      await db.insert(importRun).values([
        { ...run, id: "1", finishedAt: new Date(5) },
        { ...run, id: "2", finishedAt: null },
        { ...run, id: "3", finishedAt: new Date(1) },
      ]);
      const ids = async (order: SQL) =>
        (await db.select({ id: importRun.id }).from(importRun).orderBy(order)).map(({ id }) => id).join("");
      expect(await ids(ascNullsFirst(importRun.finishedAt))).toBe("231");
      expect(await ids(descNullsLast(importRun.finishedAt))).toBe("132");
    });
  });
});

describe("a Postgres database with settings of its own", () => {
  onBothDialects(
    (open) => {
      test("M03 keeps bytewise order under another collation", async () => {
        await using database = await open();
        const { db, url } = database;
        const { restaurant } = db.tables;
        await plant(url, 'alter table restaurant alter column name type text collate "en-x-icu"');
        await db.insert(restaurant).values(["b", "B", "a", "é", "Z"].map((name) => aRestaurant({ name })));

        const names = async (order: SQL) =>
          (await db.select({ name: restaurant.name }).from(restaurant).orderBy(order)).map(({ name }) => name).join("");
        expect(await names(asc(restaurant.name))).toBe("abBéZ");
        expect(await names(db.fn.bytewise(restaurant.name))).toBe("BZabé");
      });

      test("M04 reads and groups instants right under another time zone and date style", async () => {
        await using database = await open();
        await plant(
          database.url,
          `do $$ begin execute format('alter database %I set timezone to ''Asia/Kolkata''', current_database()); end $$`,
          `do $$ begin execute format('alter database %I set datestyle to ''SQL, DMY''', current_database()); end $$`,
        );
        await using store = openStore(database.url);
        const { db } = store;
        const { restaurant } = db.tables;
        for (const iso of [
          "0001-01-01T00:00:00.000Z",
          "1850-06-07T23:59:59.999Z",
          "2026-03-04T20:00:00.000Z",
          "9999-12-31T23:59:59.999Z",
        ]) {
          const [row] = await db
            .insert(restaurant)
            .values(aRestaurant({ createdAt: new Date(iso) }))
            .returning({ id: restaurant.id });
          if (!row) throw new Error("nothing was stored");
          const [read] = await db
            .select({ at: restaurant.createdAt, day: db.fn.utcDay(restaurant.createdAt) })
            .from(restaurant)
            .where(eq(restaurant.id, row.id));
          expect(read).toEqual({ at: new Date(iso), day: iso.slice(0, 10) });
        }
      });
    },
    { only: "postgres", because: "SQLite has neither collations by locale nor settings per database" },
  );
});
