import { placeOf, quarantineId } from "../import/quarantine.ts";
import { keepBeside, type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import { readRow } from "../values/read-row.ts";
import type { SourceValue } from "../values/source-value.ts";

/** A row as the quarantine keeps it. */
export interface KeptRow {
  /** The old table. */
  table: string;
  /** Its old id, or its place where it has none. */
  oldId: string;
  row: Uint8Array;
}

/** The old id as people know it; null for a row that is listed under its place. */
export function shownId(oldId: string): string | null {
  return oldId === quarantineId({ oldId, position: "" }) ? oldId : null;
}

/**
 * The kept values in the order of today's mapping: a column that it has gained since is NULL, and one that it does not name
 * is kept beside the row by the plan from now on.
 */
export function keptValues(plan: Plan, { row }: KeptRow): SourceValue[] {
  const values = readRow(row);
  keepBeside(plan, [...values.keys()]);
  return plan.sourceColumns.map((column) => values.get(column) ?? null);
}

/** The row as an import reads it, from other values than the kept ones where somebody has corrected them. */
export function planKeptRow(plan: Plan, { oldId }: KeptRow, values: SourceValue[]): PlannedRow {
  const row = planRow(plan, { position: placeOf(oldId) ?? "", values });
  // Listed under its place although its id could be one: the id is an earlier row's.
  return row.oldId === null || quarantineId(row) === oldId ? row : { ...row, oldId: null, isRepeated: true };
}
