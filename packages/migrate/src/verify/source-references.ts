import type { Db } from "@causeway/db";
import { TargetReader } from "../import/target-reader.ts";
import { referencesOf, type ResolveReference } from "../mapping/decode-row.ts";
import { importedId } from "../mapping/imported-id.ts";
import type { KnownRows } from "../mapping/known-rows.ts";
import { type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";
import { keyValue } from "../values/key-text.ts";

export interface ReferenceOptions {
  db: Db;
  source: Source;
  plans: ReadonlyMap<string, Plan>;
  /** Rows of the source seen so far that can be held. */
  known: KnownRows;
}

/** The old ids of a table that the source has and that are not in quarantine. */
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
  return present.filter((oldId) => !quarantined.has(oldId));
}

/** Resolves references as the source has them: what the new side holds is what is to be proved. */
export async function resolveFromSource(
  options: ReferenceOptions,
  plan: Plan,
  rows: readonly PlannedRow[],
): Promise<ResolveReference> {
  const open = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const { kind, oldId } of referencesOf(plan, row)) {
      if (options.known.find(kind, oldId) === null) open.set(kind, (open.get(kind) ?? new Set()).add(oldId));
    }
  }
  const found = new Map<string, string>();
  for (const [kind, oldIds] of open) {
    const other = options.plans.get(kind);
    if (!other) continue;
    for (const oldId of await heldBySource(options, other, [...oldIds])) {
      found.set(`${kind}\0${oldId}`, importedId({ system: plan.system, kind, oldId }));
    }
  }
  return (kind, oldId) => options.known.find(kind, oldId) ?? found.get(`${kind}\0${oldId}`) ?? null;
}
