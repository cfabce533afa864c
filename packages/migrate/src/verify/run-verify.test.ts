import { DIALECTS } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { importedId } from "../mapping/imported-id.ts";
import { ToyCrossing } from "../test/toy-system.ts";

const idOf = (kind: string, oldId: number | string) => importedId({ system: "toy", kind, oldId: String(oldId) });
const T = "2026-01-02 03:04:05";

describe.each(DIALECTS)("a verification on %s", (dialect) => {
  test("finds nothing after an import, and writes nothing", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    await toy.import();
    const report = await toy.verify();
    expect(report).toMatchObject({ isClean: true, differenceCount: 0, differences: [] });
    expect(report.tables.map(({ kind, rows, held, differences }) => [kind, rows, held, differences])).toEqual(
      ["people", "shops", "things", "marks", "visits"].map((kind) => [kind, 10, 10, 0]),
    );
    for (const { columns } of report.tables) for (const { expected, found } of columns) expect(expected).toBe(found);
    expect(await toy.db.$count(toy.db.tables.importRun)).toBe(1);
  });

  test("finds everything missing before an import", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    const report = await toy.verify();
    expect(report.isClean).toBe(false);
    expect(report.tables.map(({ held }) => held)).toEqual([0, 0, 0, 0, 0]);
    expect(
      report.differences.filter(({ kind }) => kind === "shops").map(({ oldId, column, problem }) => [oldId, column, problem]),
    ).toEqual([
      ["1", "legacy_record", "missing"],
      ["1", null, "missing"],
      ["2", "legacy_record", "missing"],
      ["2", null, "missing"],
      ["next", "legacy_sequence", "changed"],
    ]);
  });

  test("counts rows made here, and what has moved on, apart from differences", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    await toy.import();
    const { user, restaurant } = toy.db.tables;
    const now = new Date(0);
    await toy.db.insert(restaurant).values({ name: "Made here", createdAt: now, updatedAt: now });
    await toy.db
      .update(user)
      .set({ passwordHash: "renewed" })
      .where(eq(user.id, idOf("people", 1)));
    const report = await toy.verify();
    expect(report.isClean).toBe(true);
    expect(report.tables[0]?.movedOn).toEqual({ passwordHash: 1 });
    expect(report.tables[1]).toMatchObject({ rows: 10, held: 10, madeHere: 1 });
  });

  test("says of the source what has changed in it since the import", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill();
    await toy.import();
    toy.old.exec(`
      update shops set name = 'Renamed' where id = 1;
      insert into shops values (50, 1, 'New', '${T}');
      delete from visits where name = 'visit 3';
    `);
    const report = await toy.verify();
    expect(report.differences.map(({ kind, oldId, column, problem }) => `${kind} ${oldId} ${column}: ${problem}`)).toEqual([
      "shops 1 source_digest: source-changed",
      "shops 1 name: changed",
      "shops 50 legacy_record: missing",
      "shops 50 null: missing",
      "shops next legacy_sequence: changed",
      "visits visit 3 null: extra",
    ]);
    await toy.import();
    const again = await toy.verify();
    expect(again.differences.map(({ kind, oldId, problem }) => [kind, oldId, problem])).toEqual([["visits", "visit 3", "extra"]]);
  });

  test("finds what is wrong with the quarantine", async () => {
    await using toy = await ToyCrossing.open(dialect);
    toy.old.exec(
      `insert into people values (1, null, 'a', '${T}'), (2, null, 'b', '${T}'), (3, null, 'c', '${T}'), (4, 'd@x', 'd', '${T}')`,
    );
    await toy.import();
    const { quarantinedRow: table } = toy.db.tables;
    expect((await toy.verify()).tables[0]).toMatchObject({ rows: 4, held: 1, quarantined: 3, differences: 0 });
    await toy.db.delete(table).where(eq(table.oldId, "1"));
    await toy.db
      .update(table)
      .set({ row: Buffer.from("[]") })
      .where(eq(table.oldId, "2"));
    await toy.db.update(table).set({ oldId: "4" }).where(eq(table.oldId, "3"));
    const { differences } = await toy.verify();
    expect(differences.map(({ oldId, problem }) => [oldId, problem])).toEqual([
      ["1", "missing"],
      ["2", "missing"],
      ["3", "missing"],
      ["4", "extra"],
    ]);
  });

  test("N04 does not take the quarantine's word for it that a row cannot be held", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 3 });
    toy.old.exec(`insert into people values (8, 'p1@example.com', 'x', '${T}'), (9, null, 'x', '${T}')`);
    await toy.import();
    const { quarantinedRow: table, legacyRecord: record, user, checklistStatus } = toy.db.tables;
    const shown = async () =>
      (await toy.verify()).differences.map(({ kind, oldId, column, problem }) => [kind, oldId, column, problem].join(" "));
    expect(await shown()).toEqual([]);

    await toy.db.update(table).set({ reason: "dangling-reference" }).where(eq(table.oldId, "9"));
    expect(await shown()).toEqual(["people 9 reason changed"]);
    await toy.import();
    expect(await shown()).toEqual([]);

    const [twin] = await toy.db.select().from(table).where(eq(table.oldId, "8"));
    if (!twin) throw new Error("nothing is in quarantine");
    const row = Buffer.from(
      JSON.stringify([
        ["id", 3],
        ["shop", 3],
        ["thing", 3],
        ["mark", "completed"],
        ["note", null],
        ["made", T],
      ]),
    );
    await toy.db.insert(table).values({ ...twin, id: "planted", kind: "marks", oldId: "3", row });
    expect(await shown()).toEqual(["marks 3  extra"]);
    const isThird = and(eq(record.kind, "marks"), eq(record.oldId, "3"));
    const [third] = await toy.db.select().from(record).where(isThird);
    await toy.db.delete(record).where(isThird);
    await toy.db.delete(checklistStatus).where(eq(checklistStatus.id, third?.newId ?? ""));
    expect(await shown()).toEqual(["marks 3 legacy_record missing", "marks 3  missing"]);
    await toy.import();
    expect(await shown()).toEqual([]);

    await toy.db.update(user).set({ email: "other@example.com" }).where(eq(user.email, "p1@example.com"));
    expect(await shown()).toEqual(["people 1 email changed", "people 8 legacy_record missing", "people 8  missing"]);
  });

  test("a row in quarantine that the source no longer has is a difference until it is left out", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1 });
    toy.old.exec(`insert into people values (9, null, 'x', '${T}')`);
    await toy.import();
    toy.old.exec("delete from people where id = 9");
    await toy.import();
    expect((await toy.verify()).differences).toMatchObject([{ oldId: "9", problem: "extra" }]);
    await toy.db.update(toy.db.tables.quarantinedRow).set({ decision: "dismissed", decisionNote: "gone" });
    expect((await toy.verify()).differences).toEqual([]);
  });

  test("does not show personal text unless asked, and password hashes never", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 2 });
    await toy.import();
    const { user, restaurant } = toy.db.tables;
    await toy.db
      .update(user)
      .set({ passwordHash: "stolen hash" })
      .where(eq(user.id, idOf("people", 1)));
    await toy.db
      .update(restaurant)
      .set({ name: "Secret Shop" })
      .where(eq(restaurant.id, idOf("shops", 1)));
    const hidden = JSON.stringify(await toy.verify());
    expect(hidden).not.toMatch(/stolen|Secret Shop|Shop 1|"hash"/);
    expect(hidden).toContain("11 characters, sha256 ");
    const shown = JSON.stringify(await toy.verify({ showValues: true }));
    expect(shown).toContain('"expected":"Shop 1","found":"Secret Shop"');
    expect(shown).not.toContain("stolen");
  });

  test("counts more differences than it lists", async () => {
    await using toy = (await ToyCrossing.open(dialect)).fill({ count: 1100 });
    await toy.import();
    await toy.db.update(toy.db.tables.checklistItem).set({ position: -5 });
    const report = await toy.verify();
    expect(report.differenceCount).toBe(1100);
    expect(report.differences).toHaveLength(1000);
  });
});
