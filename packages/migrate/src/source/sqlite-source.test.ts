import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RawText } from "../values/source-value.ts";
import { parseSource } from "./parse-source.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "causeway-source-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function createFile(fill: (database: Database.Database) => void): string {
  const path = join(folder, `${++made}.sqlite`);
  const database = new Database(path);
  fill(database);
  database.close();
  return path;
}

const open = (path: string) => parseSource(`sqlite:${path}`);

describe("a SQLite source", () => {
  test("reads every storage class as it is stored", async () => {
    const path = createFile((database) => {
      database.exec("create table t (v)");
      const insert = database.prepare("insert into t values (?)");
      for (const value of [null, 1n, 9_007_199_254_740_993n, 1.5, "text", "a\0b", "\uFFFD", Buffer.from([0, 255])])
        insert.run(value);
      database.exec("insert into t values (1.0), (cast(x'c3' as text))");
    });
    await using source = await open(path);
    const rows = await source.read({ table: "t", columns: ["v"], after: null, limit: 100 });
    expect(rows.map(({ values }) => values[0])).toEqual([
      null,
      1n,
      9_007_199_254_740_993n,
      1.5,
      "text",
      "a\0b",
      "\uFFFD",
      Buffer.from([0, 255]),
      1,
      new RawText(Buffer.from([0xc3])),
    ]);
  });

  test("reads in steps, and rows that are added meanwhile come last", async () => {
    const path = createFile((database) => database.exec("create table t (v); insert into t values (1), (2), (3)"));
    await using source = await open(path);
    const first = await source.read({ table: "t", columns: ["v"], after: null, limit: 2 });
    const writer = new Database(path);
    writer.exec("insert into t values (4)");
    writer.close();
    const second = await source.read({ table: "t", columns: ["v"], after: first.at(-1)?.position ?? null, limit: 10 });
    expect([...first, ...second].map(({ values }) => values[0])).toEqual([1n, 2n, 3n, 4n]);
  });

  test("waits for a writer that holds the file", async () => {
    const path = createFile((database) => database.exec("create table t (v); insert into t values (1)"));
    await using source = await open(path);
    const writer = new Database(path);
    writer.exec("begin exclusive; insert into t values (2)");
    const reading = source.read({ table: "t", columns: ["v"], after: null, limit: 10 });
    setImmediate(() => {
      writer.exec("commit");
      writer.close();
    });
    expect(await reading).toHaveLength(2);
  });

  test("lets the old server write between two steps", async () => {
    const path = createFile((database) => database.exec("create table t (v); insert into t values (1), (2)"));
    await using source = await open(path);
    await source.read({ table: "t", columns: ["v"], after: null, limit: 1 });
    const writer = new Database(path, { timeout: 0 });
    expect(() => writer.exec("insert into t values (3)")).not.toThrow();
    writer.close();
  });

  test.each([
    ["its integer key", "a integer primary key, b text"],
    ["a key of several columns", "a int, b text, primary key (b, a)) without rowid --"],
    ["a rowid beside the key", "a int, b text primary key"],
    ["a rowid of another name", "a int, b text, rowid default 'x'"],
    ["a key that is no rowid", "a integer primary key desc, b text"],
  ])("reads a table in the order of %s, finds its places again, and counts it", async (_, columns) => {
    const path = createFile((database) => {
      database.exec(`create table t (${columns}\n)`.replace("--\n)", ""));
      const insert = database.prepare("insert into t (a, b) values (?, ?)");
      database.transaction(() => {
        for (let id = 7000; id > 0; id--) insert.run(id, `b ${id % 100} ${id}`);
      })();
    });
    await using source = await open(path);
    expect(await source.check("t")).toBe(7000);
    expect(await source.count("t")).toBe(7000);
    const seen = new Set<unknown>();
    for (let after: string | null = null; ;) {
      const rows = await source.read({ table: "t", columns: ["a"], after, limit: 999 });
      for (const { values } of rows) seen.add(values[0]);
      const last = rows.at(-1);
      if (!last) break;
      expect(await source.locate({ table: "t", columns: ["a"], positions: [last.position] })).toEqual([last]);
      after = last.position;
    }
    expect(seen.size).toBe(7000);
  });

  test("gives large rows in small steps", async () => {
    const path = createFile((database) => {
      database.exec("create table t (v)");
      const insert = database.prepare("insert into t values (?)");
      database.transaction(() => {
        for (let row = 0; row < 1000; row++) insert.run("x".repeat(64_000));
      })();
    });
    await using source = await open(path);
    const rows = await source.read({ table: "t", columns: ["v"], after: null, limit: 1000 });
    expect(rows).toHaveLength(63);
  });

  test("says which columns alone name a row", async () => {
    const path = createFile((database) => {
      database.exec("create table t (a integer primary key, b unique, c, d, e, unique (c, d))");
      database.exec("create unique index partial on t (e) where e > 0; create unique index computed on t (lower(e))");
    });
    await using source = await open(path);
    const [table] = await source.tables();
    expect([...(table?.uniqueColumns ?? [])].toSorted()).toEqual(["a", "b"]);
  });

  test("finds rows by their keys", async () => {
    const path = createFile((database) => {
      database.exec("create table t (id integer primary key, v)");
      const insert = database.prepare("insert into t values (?, ?)");
      database.transaction(() => {
        for (let id = 1; id <= 1200; id++) insert.run(id, `v${id}`);
      })();
    });
    await using source = await open(path);
    const keys = Array.from({ length: 1300 }, (_, at) => BigInt(at + 100));
    const rows = await source.find({ table: "t", columns: ["id", "v"], keyColumn: "id", keys });
    expect(rows).toHaveLength(1101);
    expect(rows[0]?.values).toEqual([100n, "v100"]);
  });

  test("counts while checking, and knows the last integer ever given out", async () => {
    const path = createFile((database) => {
      database.exec("create table t (id integer primary key autoincrement, v)");
      database.exec(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 12000) insert into t select i, 'x' from n",
      );
      database.exec("delete from t where id = 12000; create table empty (id integer primary key, v)");
    });
    await using source = await open(path);
    expect(await source.check("t")).toBe(11_999);
    expect(await source.check("empty")).toBe(0);
    expect(await source.lastInteger({ table: "t", column: "id", below: 2n ** 48n })).toBe(12_000n);
    expect(await source.lastInteger({ table: "t", column: "id", below: 12_000n })).toBe(11_999n);
    expect(await source.lastInteger({ table: "empty", column: "id", below: 2n ** 48n })).toBeNull();
  });

  test("N01 reads a table by its key whatever bytes stand in it, each row once", async () => {
    const keys = Array.from({ length: 6000 }, (_, at) => Buffer.from([0x21 + (at % 223), at >> 8, at & 0xff]));
    const path = createFile((database) => {
      database.exec(
        "create table t (k text primary key, v) without rowid; create table u (a text, k text, primary key (a, k)) without rowid",
      );
      const insert = database.prepare("insert into t values (cast(? as text), ?)");
      database.transaction(() => keys.forEach((key, at) => insert.run(key, at)))();
      database.exec("insert into u values (cast(x'ff' as text), 'id'), (cast(x'fe' as text), 'id'), ('\uFFFD', 'other')");
    });
    await using source = await open(path);
    expect(await source.check("t")).toBe(keys.length);
    const seen = new Map<unknown, string>();
    const bytes: string[] = [];
    for (let after: string | null = null; ;) {
      const rows = await source.read({ table: "t", columns: ["v", "k"], after, limit: 500 });
      for (const { position, values } of rows) {
        const [v, k] = values;
        expect(seen.has(v)).toBe(false);
        seen.set(v, position);
        bytes.push(k instanceof RawText ? Buffer.from(k.bytes).toString("hex") : Buffer.from(String(k)).toString("hex"));
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.position;
    }
    expect(bytes.toSorted()).toEqual(keys.map((key) => key.toString("hex")).toSorted());
    const places = [...seen].filter((_, at) => at % 100 === 0);
    const located = await source.locate({ table: "t", columns: ["v"], positions: places.map(([, position]) => position) });
    expect(located.map(({ values }) => values[0])).toEqual(places.map(([v]) => v));
    const [repeated] = await source.repeated({ table: "u", column: "k", limit: 10 });
    const [first] = await source.read({ table: "u", columns: ["a"], after: repeated?.position ?? null, limit: 10 });
    expect(first?.values).toEqual([new RawText(Buffer.from([0xff]))]);
  });

  test("N01 reads generated columns like any other, and knows a view from a table", async () => {
    const path = createFile((database) => {
      database.exec(`create table t (id integer primary key, v, twice as (v * 2) virtual, "rowid" as (v + 1) stored)`);
      database.exec(
        "insert into t (v) values (1), (2); create view w as select * from t; create view broken as select * from gone",
      );
    });
    await using source = await open(path);
    expect((await source.tables()).map(({ name, columns }) => [name, columns])).toEqual([["t", ["id", "v", "twice", "rowid"]]]);
    expect(await source.views()).toEqual(expect.arrayContaining(["w", "broken"]));
    expect(await source.check("t")).toBe(2);
    const rows = await source.read({ table: "t", columns: ["twice", "rowid"], after: null, limit: 9 });
    expect(rows.map(({ values }) => values)).toEqual([
      [2n, 2n],
      [4n, 3n],
    ]);
  });

  test("says which tables and columns there are, whatever they are called", async () => {
    const path = createFile((database) =>
      database.exec(`create table "a ""b" ("rowid" text, "order" int); insert into "a ""b" values ('x', 1)`),
    );
    await using source = await open(path);
    expect(await source.tables()).toEqual([{ name: 'a "b', columns: ["rowid", "order"], uniqueColumns: new Set() }]);
    const [row] = await source.read({ table: 'a "b', columns: ["rowid", "order"], after: null, limit: 1 });
    expect(row).toEqual({ position: "1", values: ["x", 1n] });
  });
});

describe("what is no source", () => {
  test.each([
    ["nonsense", '"nonsense" names no source; give sqlite:PATH'],
    ["mysql://host/db", '"mysql://host/db" names no source; give sqlite:PATH'],
    ["sqlite:", '"sqlite:" does not say where; give sqlite:PATH'],
    ["sqlite:/no/such/file", "there is no file /no/such/file"],
    ["sqlite:/", "/ is not a file"],
  ])("%s is refused in one line", async (text, message) => {
    await expect(parseSource(text)).rejects.toThrow(message);
  });

  test("a file that is no database is named", async () => {
    const path = join(folder, "text.txt");
    writeFileSync(path, "this is a long enough text to be looked at as a header of a database file\n".repeat(20));
    await expect(open(path)).rejects.toThrow(`${path} is no SQLite database`);
  });

  test("a file that was cut off is named, wherever it was cut", async () => {
    const { readFileSync } = await import("node:fs");
    const whole = readFileSync(
      createFile((database) => {
        database.exec("create table t (v)");
        const insert = database.prepare("insert into t values (?)");
        database.transaction(() => {
          for (let row = 0; row < 500; row++) insert.run("x".repeat(100));
        })();
      }),
    );
    for (const length of [200, 4096, 5000, 4096 * 5, whole.length - 1]) {
      const path = join(folder, `cut-${length}.sqlite`);
      writeFileSync(path, whole.subarray(0, length));
      await expect(open(path)).rejects.toThrow(`${path} is damaged or cut off`);
    }
  });

  test("damage in the middle of a file is found by the check", async () => {
    const { readFileSync } = await import("node:fs");
    const path = createFile((database) => {
      database.exec("create table t (v)");
      const insert = database.prepare("insert into t values (?)");
      database.transaction(() => {
        for (let row = 0; row < 2000; row++) insert.run("x".repeat(100));
      })();
    });
    const bytes = readFileSync(path);
    bytes.fill(0xee, 4096 * 20, 4096 * 21);
    writeFileSync(path, bytes);
    await using source = await open(path);
    await expect(source.check("t")).rejects.toThrow("is damaged or cut off");
  });

  test("a table that cannot be read in steps is named", async () => {
    const path = createFile((database) => database.exec("create table t (rowid, oid, _rowid_)"));
    await using source = await open(path);
    await expect(source.read({ table: "t", columns: ["oid"], after: null, limit: 1 })).rejects.toThrow("table t has no rowid");
    await expect(source.check("none")).rejects.toThrow("has no table none");
  });
});
