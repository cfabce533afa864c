import type { Db } from "@causeway/db";
import { TargetReader } from "../import/target-reader.ts";
import type { ResolveReference } from "../mapping/decode-row.ts";
import type { KnownRows } from "../mapping/known-rows.ts";
import { openReferences, type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";
import { keyValue } from "../values/key-text.ts";

export interface ReferenceOptions {
  db: Db;
  source: Source;
  plans: ReadonlyMap<string, Plan>;
  /** Rows of the source seen so far that can be held. */
  known: KnownRows;
}

/** The old ids of a table that the source has and that are not in quarantine, or were imported from there. */
async function heldBySource({ db, source }: ReferenceOptions, plan: Plan, oldIds: readonly string[]): Promise<string[]> {
  const { kind, key } = plan.mapping;
  const rows = await source.find({
    table: kind,
    columns: plan.sourceColumns,
    keyColumn: key.column,
    keys: oldIds.map((oldId) => keyValue(oldId, key.type)),
  });
  const present = rows.flatMap((row) => planRow(plan, row).oldId ?? []);
  const quarantined = await new TargetReader(db, plan).quarantined(present);
  return present.filter((oldId) => {
    const kept = quarantined.get(oldId);
    return kept === undefined || kept.decision === "corrected";
  });
}

/** Resolves references as the source has them: what the new side holds is what is to be proved. */
export async function resolveFromSource(
  options: ReferenceOptions,
  plan: Plan,
  rows: readonly PlannedRow[],
): Promise<ResolveReference> {
  const { known, plans } = options;
  const found = new Map<string, Set<string>>();
  for (const [kind, oldIds] of openReferences(plan, rows, (each, oldId) => known.has(each, oldId))) {
    const other = plans.get(kind);
    if (other) found.set(kind, new Set(await heldBySource(options, other, [...oldIds])));
  }
  return (kind, oldId) => (known.has(kind, oldId) || (found.get(kind)?.has(oldId) ?? false) ? plan.newIdOf(kind, oldId) : null);
}
