import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { importedId } from "../mapping/imported-id.ts";
import { countsOf, things, ToyCrossing, toyMappings } from "../test/toy-system.ts";
import { runImport } from "./run-import.ts";

const idOf = (kind: string, oldId: number | string) => importedId({ system: "toy", kind, oldId: String(oldId) });
const T = "2026-01-02 03:04:05";

describe.each(DIALECTS)("an import on %s", (dialect) => {
  test("N01 accounts for every row of every table", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    toy.old.exec(`
      insert into people values (100, 'hostile@example.com', 'hostile', '${T}'), (101, null, 'x', '${T}');
      insert into shops values (100, 777, 'Nobody''s', 'yesterday');
      insert into visits values ('lost', 777, '${T}', null), (null, 1, '${T}', null), ('kept', 1, '${T}', 'home');
    `);
    const report = await toy.import();
    expect(countsOf(report, "people")).toEqual({ rows: 12, imported: 10, repaired: 0, unchanged: 0, quarantined: 2 });
    expect(countsOf(report, "shops")).toEqual({ rows: 11, imported: 10, repaired: 1, unchanged: 0, quarantined: 0 });
    expect(countsOf(report, "visits")).toEqual({ rows: 13, imported: 10, repaired: 1, unchanged: 0, quarantined: 2 });
    expect(report.quarantined).toEqual([
      {
        kind: "people",
        oldId: "100",
        reason: "password-hash-cost",
        message: "The password hash is too costly to check: it is hostile.",
      },
      { kind: "people", oldId: "101", reason: "missing-text", message: "A text that must be there is NULL." },
      { kind: "visits", oldId: "?position=12", reason: "unusable-id", message: "name holds nothing that can be an id." },
      { kind: "visits", oldId: "lost", reason: "dangling-reference", message: "person points at no row of people." },
    ]);
    expect(report.tables[1]?.kept).toEqual({ owner: { dangling: 1 }, made: { "not-a-date": 1 } });
  });

  test("keeps the bytes of a quarantined row", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.prepare("insert into people values (1, null, ?, 5)").run(Buffer.from([0, 255]));
    await toy.import();
    const [row] = await toy.db.select().from(toy.db.tables.quarantinedRow);
    expect(JSON.parse(String(Buffer.from(row?.row ?? "")))).toEqual([
      ["id", 1],
      ["email", null],
      ["secret", { $blob: "AP8=" }],
      ["made", 5],
    ]);
  });

  test("N03 changes nothing when it is run again", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    toy.old.exec(
      `insert into people values (100, 'hostile@example.com', 'hostile', '${T}'); insert into shops values (100, 777, 'X', null)`,
    );
    await toy.import({ clock: () => new Date(1000) });
    const dump = async () => {
      const { user, restaurant, checklistItem, checklistStatus, session, legacyRecord, legacySequence, quarantinedRow } =
        toy.db.tables;
      const all = [user, restaurant, checklistItem, checklistStatus, session, legacyRecord, legacySequence, quarantinedRow];
      return Promise.all(
        all.map((table) =>
          toy.db
            .select()
            .from(table)
            .orderBy(Object.values(table)[0] as never),
        ),
      );
    };
    const before = await dump();
    const report = await toy.import({ clock: () => new Date(2000) });
    expect(report.tables.map(({ unchanged, quarantined, rows }) => unchanged + quarantined - rows)).toEqual([0, 0, 0, 0, 0]);
    expect(await dump()).toEqual(before);
  });

  test("takes over what has changed in the source, and leaves alone what has changed here", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    await toy.import();
    const { restaurant } = toy.db.tables;
    await toy.db.update(restaurant).set({ name: "Renamed here", address: "Here 1" });
    toy.old.exec("update shops set name = 'Renamed there' where id = 2");
    const report = await toy.import();
    expect(countsOf(report, "shops")).toMatchObject({ imported: 1, unchanged: 9 });
    const names = new Map((await toy.db.select().from(restaurant)).map(({ id, name, address }) => [id, [name, address]]));
    expect(names.get(idOf("shops", 1))).toEqual(["Renamed here", "Here 1"]);
    expect(names.get(idOf("shops", 2)), "columns that no mapping names stay").toEqual(["Renamed there", "Here 1"]);
  });

  test("a row that is as it was again leaves the quarantine, and what was decided about the same row stands", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    await toy.import();
    const { quarantinedRow: table } = toy.db.tables;
    const waiting = async () => (await toy.db.select().from(table)).map(({ oldId }) => oldId);
    toy.old.exec("update visits set person = 77 where name = 'visit 1'; update visits set name = null where name = 'visit 2'");
    expect(countsOf(await toy.import(), "visits")).toMatchObject({ unchanged: 1, quarantined: 2 });
    expect(await waiting()).toEqual(expect.arrayContaining(["visit 1", "?position=2"]));
    toy.old.exec("update visits set person = 1 where name = 'visit 1'; update visits set name = 'visit 2' where name is null");
    expect(countsOf(await toy.import(), "visits")).toMatchObject({ unchanged: 3, quarantined: 0 });
    expect(await waiting()).toEqual([]);
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("N06 resolves references to later rows of the same table, and counts each row once", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(`
      insert into things values (1, 3, 'points ahead', 1, 0), (2, 1, 'points back', 2, 0), (3, 3, 'points at itself', 3, 0),
        (4, 99, 'points at nothing', 4, 0), (5, 'abc', 'points at a word', 5, 0);
    `);
    const report = await toy.import({ chunkLimits: { min: 2, max: 2 } });
    expect(countsOf(report, "things")).toEqual({ rows: 5, imported: 3, repaired: 2, unchanged: 0, quarantined: 0 });
    expect(report.tables[2]?.kept).toEqual({ inside: { dangling: 2 } });
    const rows = await toy.db.select().from(toy.db.tables.checklistItem);
    const parents = Object.fromEntries(rows.map(({ title, parentItemId }) => [title, parentItemId]));
    expect(parents).toEqual({
      "points ahead": idOf("things", 3),
      "points back": idOf("things", 1),
      "points at itself": idOf("things", 3),
      "points at nothing": null,
      "points at a word": null,
    });
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("resolves a reference once its row has come, though the row that points has not changed", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    toy.old.exec(`insert into shops values (100, 500, 'Early', '${T}')`);
    await toy.import();
    toy.old.exec(`insert into people values (500, 'late@example.com', 'x', '${T}')`);
    expect(countsOf(await toy.import(), "shops")).toMatchObject({ imported: 1, unchanged: 10 });
    const [shop] = await toy.db
      .select()
      .from(toy.db.tables.restaurant)
      .where(eq(toy.db.tables.restaurant.id, idOf("shops", 100)));
    expect(shop?.ownerUserId).toBe(idOf("people", 500));
  });

  test("an old id that the new side has given out is not taken from it", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    const { legacyRecord } = toy.db.tables;
    await toy.db
      .insert(legacyRecord)
      .values({ system: "toy", kind: "shops", oldId: "2", newId: "made here", originals: null, sourceDigest: null });
    const report = await toy.import();
    expect(report.quarantined).toMatchObject([{ kind: "shops", oldId: "2", reason: "id-taken" }]);
    const [record] = await toy.db.select().from(legacyRecord).where(eq(legacyRecord.newId, "made here"));
    expect(record?.oldId).toBe("2");
  });

  test("one row that the database refuses does not stop the others", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 20 });
    // A position that the column cannot hold: what a codec with a mistake would let through.
    const careless = {
      ...things,
      columns: things.columns.map((column) =>
        column.target === "title"
          ? {
              ...column,
              codec: {
                decode: (value: unknown) => (value === "Thing 7" ? null : value),
                encode: (value: unknown) => value,
                shows: "value",
              },
            }
          : column,
      ),
    } as typeof things;
    const mappings = toyMappings.map((mapping) => (mapping.kind === "things" ? careless : mapping));
    const report = await toy.import({ mappings });
    expect(countsOf(report, "things")).toEqual({ rows: 20, imported: 18, repaired: 1, unchanged: 0, quarantined: 1 });
    expect(report.quarantined).toMatchObject([{ kind: "things", oldId: "7", reason: "refused-by-database" }]);
  });

  test("N02 goes on where it was stopped, and the counts are those of one run", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 30 });
    toy.old.exec("insert into shops values (100, 777, 'X', null)");
    const stop = new AbortController();
    let chunks = 0;
    const onProgress = () => void (++chunks === 9 && stop.abort());
    await expect(toy.import({ signal: stop.signal, onProgress, chunkLimits: { min: 7, max: 7 } })).rejects.toThrow("aborted");
    const seen: number[] = [];
    const report = await toy.import({ onProgress: ({ doneOfAll }) => seen.push(doneOfAll), chunkLimits: { min: 7, max: 7 } });
    expect(report.isResumed).toBe(true);
    expect(countsOf(report, "people")).toEqual({ rows: 30, imported: 30, repaired: 0, unchanged: 0, quarantined: 0 });
    expect(countsOf(report, "shops")).toEqual({ rows: 31, imported: 30, repaired: 1, unchanged: 0, quarantined: 0 });
    expect(report.tables[1]?.kept).toEqual({ owner: { dangling: 1 }, made: { "missing-date": 1 } });
    expect(Math.max(...seen)).toBe(151);
    expect((await toy.verify()).isClean).toBe(true);
    expect((await toy.import()).isResumed, "a finished run is not resumed").toBe(false);
  });

  test("two imports at the same time: one of them stops, and nothing is written twice", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 60 });
    const runs = await Promise.allSettled([
      toy.import({ chunkLimits: { min: 5, max: 5 } }),
      toy.import({ chunkLimits: { min: 5, max: 5 } }),
    ]);
    const failed = runs.filter((run) => run.status === "rejected").map((run) => String(run.reason));
    for (const reason of failed) expect(reason).toContain("another import of this system is running");
    expect(failed.length).toBeLessThan(2);
    await toy.import();
    expect((await toy.verify()).isClean).toBe(true);
  });

  test("a dry run tells the same and writes nothing", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    toy.old.exec(`insert into people values (100, 'hostile@x', 'hostile', '${T}'); insert into shops values (100, 100, 'X', null)`);
    const rehearsed = await toy.import({ dryRun: true });
    const { legacyRecord, importRun, quarantinedRow, legacySequence } = toy.db.tables;
    for (const table of [legacyRecord, importRun, quarantinedRow, legacySequence]) expect(await toy.db.$count(table)).toBe(0);
    const withoutDatabase = await toy.import({ dryRun: true, store: null });
    const { tables, quarantined } = await toy.import();
    expect({ ...rehearsed, isDryRun: false }).toMatchObject({ tables, quarantined });
    expect(withoutDatabase).toMatchObject({ tables, quarantined });
    expect(countsOf(await toy.import({ dryRun: true }), "people")).toMatchObject({ unchanged: 10, quarantined: 1 });
  });

  test("old ids given out here are above all that the old side has given out", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    toy.old.exec("insert into shops values (40, 1, 'gone', null); delete from shops where id = 40");
    await toy.import();
    const sequence = async () =>
      Object.fromEntries((await toy.db.select().from(toy.db.tables.legacySequence)).map(({ kind, lastId }) => [kind, lastId]));
    expect(await sequence()).toEqual({ people: 3, shops: 40, things: 3, marks: 3 });
    const { legacySequence } = toy.db.tables;
    await toy.db.update(legacySequence).set({ lastId: 90 });
    await toy.import();
    expect((await sequence())["shops"], "never set back").toBe(90);
  });

  test("writes nothing when the source is not the system's", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec("alter table shops drop column name");
    await expect(toy.import()).rejects.toThrow("has no column name");
    toy.old.exec("drop table shops");
    await expect(toy.import()).rejects.toThrow("has no table shops");
    expect(await toy.db.$count(toy.db.tables.importRun)).toBe(0);
  });
});

test("a mapping before the one it points at is a mistake that is named", async () => {
  await using toy = await ToyCrossing.open("sqlite");
  await expect(toy.import({ mappings: [...toyMappings].reverse() })).rejects.toThrow("must stand after that of");
});

test("only a dry run can do without a database", async () => {
  await using toy = await ToyCrossing.open("sqlite");
  await expect(toy.import({ store: null })).rejects.toThrow("Only a dry run");
  expect(runImport).toBeTypeOf("function");
});
