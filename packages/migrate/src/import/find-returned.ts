import type { Plan, PlannedRow } from "../mapping/plan.ts";
import { isSameRow } from "../verify/extra-quarantined.ts";
import { placeIdOf, quarantineId } from "./quarantine.ts";
import type { TargetReader } from "./target-reader.ts";

/**
 * What rows that are held as the source has them are still listed under in the quarantine, from when the source had something
 * else in their place. What somebody has decided about the very same row stands.
 */
export async function findReturned(
  { reader, plan }: { reader: TargetReader; plan: Plan },
  rows: readonly PlannedRow[],
): Promise<string[]> {
  if (rows.length === 0 || !(await reader.hasQuarantined())) return [];
  const kept = await reader.quarantined(rows.flatMap((row) => [quarantineId(row), placeIdOf(row)]));
  if (kept.size === 0) return [];
  return rows.flatMap((row) =>
    [quarantineId(row), placeIdOf(row)].filter((id) => {
      const stored = kept.get(id);
      return stored !== undefined && (stored.decision === null || !isSameRow(plan, row, stored));
    }),
  );
}
