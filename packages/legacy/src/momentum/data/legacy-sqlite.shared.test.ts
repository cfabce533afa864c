import { existsSync } from "node:fs";
import { join } from "node:path";
import { DIALECTS } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { momentumMappings } from "./index.ts";
import { openCrossing, readOldRows, showOldRows } from "./test/crossing.ts";

const path = join(import.meta.dirname, "../../../../../../shared/legacy/momentum/legacy.sqlite");

/** The database of a real Momentum server, which stands beside the repository and not in it. */
describe.skipIf(!existsSync(path)).each(DIALECTS)("a real server's database on %s", (dialect) => {
  test("N01 N03 is imported whole, once, and verifies clean", async () => {
    await using crossing = await openCrossing(dialect, path);
    const report = await crossing.import();
    expect(Object.fromEntries(report.tables.map(({ kind, rows }) => [kind, rows]))).toEqual({
      users: 19,
      restaurants: 18,
      campaigns: 15,
      checklist_status: 68,
      checklist_categories: 12,
      checklist_items: 61,
      restaurant_checklist_status: 137,
      sessions: 4,
    });
    expect(report.quarantined).toEqual([]);
    expect(report.ignoredTables).toEqual([]);
    const again = await crossing.import();
    for (const { rows, unchanged } of again.tables) expect(unchanged).toBe(rows);
    const verified = await crossing.verify();
    expect(verified).toMatchObject({ isClean: true, differences: [] });
  });

  test("N06 is given back row by row as that server showed it", async () => {
    await using crossing = await openCrossing(dialect, path);
    await crossing.import();
    for (const mapping of momentumMappings)
      expect(await showOldRows(crossing.db, mapping), mapping.kind).toEqual(readOldRows(path, mapping));
  });
});
