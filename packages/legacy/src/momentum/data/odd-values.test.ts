import { DIALECTS } from "@causeway/testing";
import { ODD_VALUES } from "@causeway/testing/momentum";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momentumMappings } from "./index.ts";
import { createOldMomentum, type Crossing, openCrossing, type OldMomentum, readOldRows, showOldRows } from "./test/crossing.ts";

let old: OldMomentum;
beforeAll(async () => {
  // One row for each odd value, and none that was spoiled by chance.
  old = await createOldMomentum({ users: 2, spoilOneIn: Infinity });
});
afterAll(() => old[Symbol.dispose]());

const COLUMNS = ODD_VALUES.flatMap(([table, columns]) => Object.keys(columns).map((column) => [table, column] as const));

interface Ending {
  /** By old id, and in order those that have none. */
  quarantined: Map<string, string[]>;
  originals: Map<string, Record<string, unknown>>;
  shown: Map<string, Map<string, Record<string, unknown>>>;
  report: Awaited<ReturnType<Crossing["import"]>>;
}

async function cross(crossing: Crossing): Promise<Ending> {
  const report = await crossing.import();
  const { legacyRecord, quarantinedRow } = crossing.db.tables;
  const quarantined = new Map<string, string[]>();
  for (const { kind, oldId, reason } of await crossing.db.select().from(quarantinedRow)) {
    // Ids that are none are listed by their places.
    const name = `${kind} ${oldId.startsWith("?position=") ? "?" : oldId}`;
    quarantined.set(name, [...(quarantined.get(name) ?? []), reason]);
  }
  const records = await crossing.db.select().from(legacyRecord);
  return {
    report,
    quarantined,
    originals: new Map(records.map(({ kind, oldId, originals }) => [`${kind} ${oldId}`, originals ?? {}])),
    shown: new Map(
      await Promise.all(momentumMappings.map(async (mapping) => [mapping.kind, await showOldRows(crossing.db, mapping)] as const)),
    ),
  };
}

describe.each(DIALECTS)("N05 what a column should not hold, on %s", (dialect) => {
  let crossing: Crossing;
  let ending: Ending;
  beforeAll(async () => {
    crossing = await openCrossing(dialect, old.path);
    ending = await cross(crossing);
  });
  afterAll(() => crossing[Symbol.asyncDispose]());

  test.each(COLUMNS)("%s %s goes by its declared rule, and is shown as it was", (table, column) => {
    const mapping = momentumMappings.find(({ kind }) => kind === table);
    if (!mapping) throw new Error(`${table} has no mapping`);
    const before = readOldRows(old.path, mapping);
    const planted = old.dirt.filter((dirt) => dirt.table === table && dirt.odd?.column === column);
    expect(planted.length).toBeGreaterThan(2);
    for (const { oldId, what, quarantine, odd } of planted) {
      const name = `${table} ${oldId}`;
      const reasons = ending.quarantined.get(quarantine === "unusable-id" ? `${table} ?` : name) ?? [];
      expect(reasons.length === 0, what).toBe(quarantine === null);
      expect(reasons, what).toEqual(expect.arrayContaining(quarantine === null ? [] : [quarantine]));
      if (quarantine !== null) continue;
      // An odd id is the row's own; beside it nothing is odd.
      const isKept = Object.keys(ending.originals.get(name) ?? {});
      expect(isKept, what).toEqual(odd?.rule == null ? [] : [column]);
      expect(ending.shown.get(table)?.get(String(oldId)), what).toEqual(before.get(String(oldId)));
    }
    const counted = planted.flatMap(({ odd }) => odd?.rule ?? []);
    const kept = ending.report.tables.find(({ kind }) => kind === table)?.kept[column] ?? {};
    const rules = [...new Set(counted)].map((rule) => [rule, counted.filter((other) => other === rule).length]);
    expect(kept).toEqual(Object.fromEntries(rules));
  });

  test("N01 N03 nothing else is repaired or quarantined, a second import changes nothing, and a verification finds nothing", async () => {
    const { report, quarantined } = ending;
    const expected = old.dirt.filter(({ quarantine }) => quarantine !== null);
    expect([...quarantined.values()].flat()).toHaveLength(expected.length);
    expect(report.tables.reduce((sum, { rows }) => sum + rows, 0)).toBe(
      Object.values(old.counts).reduce((sum, count) => sum + count),
    );
    const again = await crossing.import();
    for (const table of again.tables) expect(table).toMatchObject({ imported: 0, repaired: 0 });
    expect((await crossing.verify()).differences).toEqual([]);
  });
});
