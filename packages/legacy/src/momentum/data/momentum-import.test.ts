import { DIALECTS } from "@causeway/testing";
import { MOMENTUM_TABLES } from "@causeway/testing/momentum";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { momentumMappings } from "./index.ts";
import { createOldMomentum, openCrossing, type OldMomentum, readOldRows, readTargets, showOldRows } from "./test/crossing.ts";

let old: OldMomentum;
beforeAll(async () => {
  old = await createOldMomentum({ users: 12, dirt: true });
});
afterAll(() => old[Symbol.dispose]());

/** Keys that no row can be known by. */
const isNoId = (id: string) => id === "null" || id.length > 1000 || ["\0", "\u0001", "\uFFFD"].some((part) => id.includes(part));

test("every old table has a mapping", () => {
  expect(momentumMappings.map(({ kind }) => kind)).toEqual([...MOMENTUM_TABLES]);
});

describe.each(DIALECTS)("Momentum on %s", (dialect) => {
  test("N01 N05 A06 every row ends by its declared rule, and quarantined ones say why", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    const report = await crossing.import();
    expect(Object.fromEntries(report.tables.map(({ kind, rows }) => [kind, rows]))).toEqual(old.counts);
    const expected = old.dirt.filter(({ quarantine }) => quarantine !== null);
    expect(report.tables.map(({ quarantined }) => quarantined).reduce((sum, count) => sum + count)).toBe(expected.length);
    for (const { table, oldId, quarantine } of expected) {
      const reasons = report.quarantined.filter((item) => item.kind === table && (oldId === null || item.oldId === oldId));
      expect(
        reasons.map(({ reason }) => reason),
        `${table} ${oldId}`,
      ).toContain(quarantine);
    }
    for (const mapping of momentumMappings) {
      const held = await readTargets(crossing.db, mapping);
      const planted = old.dirt.filter(({ table, quarantine }) => table === mapping.kind && quarantine === null);
      for (const { oldId, what } of planted) expect(held.has(String(oldId)), what).toBe(true);
    }
  });

  test("N05 N06 our rows alone give every old row back as the old server showed it", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    const { quarantined } = await crossing.import();
    for (const mapping of momentumMappings) {
      const expected = readOldRows(old.path, mapping);
      for (const { kind, oldId } of quarantined) if (kind === mapping.kind) expected.delete(oldId);
      for (const id of expected.keys()) if (isNoId(id)) expected.delete(id);
      const shown = await showOldRows(crossing.db, mapping);
      expect([...shown.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [oldId, row] of expected) expect(shown.get(oldId), `${mapping.kind} ${oldId}`).toEqual(row);
    }
  });

  test("N03 a second import changes nothing, and a verification finds nothing", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    const first = await crossing.import();
    const before = await Promise.all(momentumMappings.map((mapping) => readTargets(crossing.db, mapping)));
    const second = await crossing.import();
    for (const [at, { kind, rows, quarantined }] of first.tables.entries()) {
      expect(second.tables[at]).toMatchObject({ kind, rows, imported: 0, repaired: 0, unchanged: rows - quarantined, quarantined });
    }
    expect(await Promise.all(momentumMappings.map((mapping) => readTargets(crossing.db, mapping)))).toEqual(before);
    expect((await crossing.verify()).differences).toEqual([]);
  });

  test("open tasks are those that the old server showed as open", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    await crossing.import();
    const mapping = momentumMappings[3];
    if (!mapping) throw new Error("there is no such mapping");
    const rows = await readTargets(crossing.db, mapping);
    const open = (id: number) => rows.get(String(id))?.["isComplete"] === false;
    // 90001 to 90005: NULL, 'false', '', 2 and 0.5, none of which equals 0.
    expect([90_001, 90_002, 90_003, 90_004, 90_005, 90_006].map(open)).toEqual([false, false, false, false, false, true]);
  });

  test("what the old server goes on writing is taken over by the next import", async () => {
    using busy = await createOldMomentum({ users: 3 });
    await using crossing = await openCrossing(dialect, busy.path);
    await crossing.import();
    crossing.changeOld(`
      delete from restaurant_checklist_status where restaurant_id = 1 and item_id = 62;
      insert into restaurant_checklist_status (restaurant_id, item_id, status) values (1, 62, 'completed');
      insert into users (email, password_hash, role) values ('OWNER2@ebb.example', 'x', 'restaurant');
      insert into restaurants (user_id, name) values (5, 'New');
      update checklist_status set is_complete = 'maybe', updated_at = '2026-11-21 09:00:00' where status_id = 1;
    `);
    const report = await crossing.import();
    expect(report.quarantined).toEqual([]);
    expect((await crossing.verify()).differences).toEqual([]);
    for (const mapping of momentumMappings) {
      expect(await showOldRows(crossing.db, mapping), mapping.kind).toEqual(readOldRows(busy.path, mapping));
    }
  });
});
