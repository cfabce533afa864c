import { DIALECTS } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { importKeptRow } from "../quarantine/import-kept-row.ts";
import { countsOf, ToyCrossing, toyMappings } from "../test/toy-system.ts";
import { readRow } from "../values/read-row.ts";

const T = "2026-01-02 03:04:05";

const readShops = async ({ db }: ToyCrossing) => {
  const { restaurant, legacyRecord: record } = db.tables;
  const rows = await db.select({ id: restaurant.id, name: restaurant.name }).from(restaurant);
  const records = await db.select().from(record);
  return rows
    .map(({ id, name }) => ({ name, oldId: records.find(({ newId }) => newId === id)?.oldId }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
};

describe.each(DIALECTS)("an odd source on %s", (dialect) => {
  test("N01 N03 of several rows with one id the first is imported, and the others are kept with their bytes", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    toy.old.exec(`
      drop table shops;
      create table shops (id integer, owner integer, name, made);
      insert into shops values (7, 1, 'First', '${T}'), (8, 1, 'Other', '${T}'), (7, 2, 'Second', '${T}'), (7, 2, 'Third', '${T}');
      insert into shops values (null, 1, 'Nameless', '${T}'), (null, 1, 'Nameless', '${T}');
    `);
    // In chunks of one row, no two of them meet.
    for (const chunkLimits of [
      { min: 1, max: 1 },
      { min: 1, max: 100 },
    ]) {
      const report = await toy.import({ chunkLimits });
      expect(countsOf(report, "shops")).toMatchObject({ rows: 6, quarantined: 4 });
      expect(await readShops(toy)).toEqual([
        { name: "First", oldId: "7" },
        { name: "Other", oldId: "8" },
      ]);
      const kept = await toy.db.select().from(toy.db.tables.quarantinedRow);
      const shown = kept.map(({ oldId, reason, row }) => [oldId, [reason, readRow(row).get("name")]]);
      expect(Object.fromEntries(shown)).toEqual({
        "?position=3": ["repeated-id", "Second"],
        "?position=4": ["repeated-id", "Third"],
        "?position=5": ["unusable-id", "Nameless"],
        "?position=6": ["unusable-id", "Nameless"],
      });
      expect((await toy.verify()).differences).toEqual([]);
    }
    expect(countsOf(await toy.import({ dryRun: true }), "shops")).toMatchObject({ unchanged: 2, quarantined: 4 });
  });

  test("a row whose id is another's is not imported by hand either, and is once it has an id of its own", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1 });
    toy.old.exec(`drop table shops; create table shops (id integer, owner integer, name, made);
      insert into shops values (7, 1, 'First', '${T}'), (7, 1, 'Second', '${T}')`);
    await toy.import();
    const [kept] = await toy.db.select().from(toy.db.tables.quarantinedRow);
    if (!kept) throw new Error("nothing is in quarantine");
    const outcome = await toy.db.transaction((tx) =>
      importKeptRow(tx, { system: "toy", mappings: toyMappings }, { kept: { table: kept.kind, oldId: kept.oldId, row: kept.row } }),
    );
    expect(outcome).toMatchObject({ isImported: false, reason: "repeated-id" });
    toy.old.exec("update shops set id = 9 where name = 'Second'");
    expect(countsOf(await toy.import(), "shops")).toMatchObject({ imported: 1, unchanged: 1, quarantined: 0 });
    expect(await toy.db.$count(toy.db.tables.quarantinedRow)).toBe(0);
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("N01 values of columns that no mapping names are kept beside the rows, followed and verified", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    toy.old.exec('alter table shops add column colour; alter table shops add column "odd ""name"; create table extra (x)');
    toy.old.exec("update shops set colour = 'red' where id = 1; update shops set \"odd \"\"name\" = x'00ff' where id = 2");
    const { legacyRecord: record } = toy.db.tables;
    const originals = async () =>
      Object.fromEntries(
        (await toy.db.select().from(record)).filter(({ kind }) => kind === "shops").map((row) => [row.oldId, row.originals]),
      );
    const report = await toy.import();
    expect(report.tables[1]).toMatchObject({ ignoredColumns: ["colour", 'odd "name'], kept: { colour: { "no-place": 1 } } });
    expect(report.ignoredTables).toEqual(["extra"]);
    expect(await originals()).toEqual({ 1: { colour: "red" }, 2: { 'odd "name': { $blob: "AP8=" } }, 3: null });
    expect((await toy.verify()).differences).toEqual([]);

    toy.old.exec("update shops set colour = 'blue' where id = 3");
    expect((await toy.verify()).isClean).toBe(false);
    expect(countsOf(await toy.import(), "shops")).toMatchObject({ repaired: 1, unchanged: 2 });
    expect(await originals()).toMatchObject({ 3: { colour: "blue" } });
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("N05 a column that is called as something every object has is kept and counted like any other", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    toy.old.exec('alter table shops add column "__proto__"; alter table shops add column constructor');
    toy.old.exec("update shops set \"__proto__\" = 'one', constructor = 'two' where id = 1");
    toy.old.exec("update shops set \"__proto__\" = x'00ff' where id = 2");
    const report = await toy.import();
    expect(countsOf(report, "shops")).toMatchObject({ repaired: 2 });
    const kept = Object.entries(report.tables[1]?.kept ?? {});
    expect(kept).toEqual([
      ["__proto__", { "no-place": 2 }],
      ["constructor", { "no-place": 1 }],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const { legacyRecord: record } = toy.db.tables;
    const records = (await toy.db.select().from(record)).filter(({ kind }) => kind === "shops");
    expect(records.map(({ oldId, originals }) => [oldId, Object.entries(originals ?? {})])).toEqual([
      [
        "1",
        [
          ["__proto__", "one"],
          ["constructor", "two"],
        ],
      ],
      ["2", [["__proto__", { $blob: "AP8=" }]]],
    ]);
    expect((await toy.verify()).differences).toEqual([]);
    toy.old.exec('update shops set "__proto__" = null, constructor = null where id = 1');
    expect((await toy.verify()).differences.map(({ column }) => column)).toEqual([
      "source_digest",
      "originals.__proto__",
      "originals.constructor",
    ]);
  });

  test("what stands in the write-ahead log is read, and what another writer has not committed is not", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.pragma("journal_mode = WAL");
    toy.old.pragma("wal_autocheckpoint = 0");
    toy.fill({ count: 2 });
    toy.old.exec(
      `begin immediate; insert into shops values (50, 1, 'Not yet', '${T}'); update shops set name = 'Later' where id = 1`,
    );
    expect(countsOf(await toy.import(), "shops")).toMatchObject({ rows: 2, imported: 2 });
    expect((await toy.verify()).differences).toEqual([]);
    toy.old.exec("commit");
    expect(countsOf(await toy.import(), "shops")).toMatchObject({ rows: 3, imported: 2, unchanged: 1 });
    expect((await readShops(toy)).map(({ name }) => name)).toEqual(["Later", "Not yet", "Shop 2"]);
  });

  test("a view in the place of a table is named before anything is written", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec("alter table shops rename to kept; create view shops as select * from kept");
    await expect(toy.import()).rejects.toThrow(/^shops of sqlite:.* is a view or a virtual table and cannot be read in steps/);
    expect(await toy.db.$count(toy.db.tables.importRun)).toBe(0);
  });

  test("a table whose key is none ends the import before anything is written", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(`drop table shops; create table shops (id integer, owner integer, name, made);
      with recursive n (i) as (select 0 union all select i + 1 from n where i < 200003)
      insert into shops select i / 2, null, 'x', null from n`);
    await expect(toy.import()).rejects.toThrow("id is no key of table shops");
    expect(await toy.db.$count(toy.db.tables.importRun)).toBe(0);
  });
});
