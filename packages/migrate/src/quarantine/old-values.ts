import type { Db } from "@causeway/db";
import type { StoredRecord } from "../import/target-reader.ts";
import { TargetReader } from "../import/target-reader.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import type { Plan, PlannedReference } from "../mapping/plan.ts";
import { keyValue } from "../values/key-text.ts";
import type { SourceValue } from "../values/source-value.ts";
import { fromTaggedJson } from "../values/tagged-json.ts";

export interface HeldRow {
  record: StoredRecord;
  target: ErasedRow;
}

/** What a reference that is not dangling held: the old id of the row it points at. Undefined where nobody knows. */
async function referredValue(
  db: Db,
  plans: ReadonlyMap<string, Plan>,
  { to, target: column }: PlannedReference,
  { target }: HeldRow,
): Promise<SourceValue | undefined> {
  const newId = target[column];
  if (typeof newId !== "string") return null;
  const plan = plans.get(to.kind);
  const records = plan ? await new TargetReader(db, plan).recordsByNewId([newId]) : null;
  const record = records?.get(newId);
  return record && keyValue(record.oldId, to.key);
}

/**
 * The values of the old row, made from what is held of it: every codec gives its value back, or the original is kept. Null
 * where a reference was changed here to a row that the old system does not know.
 */
export async function oldValues(
  db: Db,
  plans: ReadonlyMap<string, Plan>,
  plan: Plan,
  held: HeldRow,
): Promise<SourceValue[] | null> {
  const { record, target } = held;
  const values = new Map<string, SourceValue>([[plan.mapping.key.column, keyValue(record.oldId, plan.mapping.key.type)]]);
  for (const column of plan.columns) {
    if (column.type === "value") values.set(column.from, column.codec.encode(target[column.target]));
  }
  for (const reference of plan.references) {
    const value = await referredValue(db, plans, reference, held);
    if (value === undefined) return null;
    values.set(reference.from, value);
  }
  for (const [column, json] of Object.entries(record.originals ?? {})) values.set(column, fromTaggedJson(json));
  return plan.sourceColumns.map((column) => values.get(column) ?? null);
}
