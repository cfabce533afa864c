import { Refusal } from "../codecs/codec.ts";
import { quarantineId } from "../import/quarantine.ts";
import type { TargetReader } from "../import/target-reader.ts";
import type { Plan, PlannedRow } from "../mapping/plan.ts";
import { isSameRow } from "../verify/extra-quarantined.ts";

/** The rows that somebody has decided to leave out and that are still the same, with the reason they stand in quarantine for. */
export async function findDismissed(
  { reader, plan }: { reader: TargetReader; plan: Plan },
  rows: readonly PlannedRow[],
): Promise<ReadonlyMap<PlannedRow, Refusal>> {
  const found = new Map<PlannedRow, Refusal>();
  if (rows.length === 0 || !(await reader.hasDismissed())) return found;
  const kept = await reader.quarantined(rows.map(quarantineId));
  for (const row of rows) {
    const stored = kept.get(quarantineId(row));
    if (stored?.decision === "dismissed" && isSameRow(plan, row, stored))
      found.set(row, new Refusal(stored.reason, stored.message));
  }
  return found;
}
