import { containsPattern, type Db } from "@causeway/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { StoredRecord } from "../import/target-reader.ts";
import { engineTable, mappedColumns } from "../mapping/engine-table.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import type { Plan, PlannedReference } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";
import { keyValue } from "../values/key-text.ts";
import { digestRow } from "../values/row-bytes.ts";
import { isSameValue, type SourceValue } from "../values/source-value.ts";
import { fromTaggedJson, toTaggedJson } from "../values/tagged-json.ts";
import { type HeldRow, oldValues } from "./old-values.ts";

/** A row that has come in after those that point at it. */
export interface LateRow {
  kind: string;
  oldId: string;
  newId: string;
}

/** Rows of one table whose reference named the late row and found nothing. */
async function findWaiting(tx: Db, plan: Plan, { from, target, to }: PlannedReference, { oldId }: LateRow): Promise<HeldRow[]> {
  const { legacyRecord: record } = tx.tables;
  const value = keyValue(oldId, to.key);
  const kept = `${JSON.stringify(from)}:${JSON.stringify(toTaggedJson(value))}`;
  const records: StoredRecord[] = await tx
    .select({ oldId: record.oldId, newId: record.newId, originals: record.originals, sourceDigest: record.sourceDigest })
    .from(record)
    .where(
      and(
        eq(record.system, plan.system),
        eq(record.kind, plan.mapping.kind),
        tx.fn.likeAscii(sql`cast(${record.originals} as text)`, containsPattern(kept)),
      ),
    );
  // The pattern finds 71 in 710 as well.
  const named = records.filter(({ originals }) => {
    const original = originals?.[from];
    return original !== undefined && isSameValue(fromTaggedJson(original), value);
  });
  const table = engineTable(tx.tables, plan.mapping.target);
  const rows: ErasedRow[] = [];
  for (const batch of inBatches(named, 1)) {
    const ids = batch.map(({ newId }) => newId);
    rows.push(...(await tx.select(mappedColumns(table, plan.mapping)).from(table).where(inArray(table.id, ids))));
  }
  const byId = new Map(rows.map((row) => [row["id"], row]));
  return named.flatMap((each) => {
    const row = byId.get(each.newId);
    return row && row[target] === null ? [{ record: each, target: row }] : [];
  });
}

/** The references that still point at nothing, in the plan's order: part of a row's digest. */
function danglingColumns({ references }: Plan, { record: { originals }, target }: HeldRow): string[] {
  return references.flatMap((reference) =>
    originals && reference.from in originals && target[reference.target] === null ? [reference.from] : [],
  );
}

const digestOf = (plan: Plan, held: HeldRow, values: readonly SourceValue[]) => {
  const dangling = danglingColumns(plan, held);
  return dangling.length === 0 ? digestRow(values) : digestRow(values, dangling);
};

async function join(
  tx: Db,
  plans: ReadonlyMap<string, Plan>,
  { plan, reference, held, newId }: { plan: Plan; reference: PlannedReference; held: HeldRow; newId: string },
): Promise<void> {
  const { legacyRecord: record } = tx.tables;
  const values = await oldValues(tx, plans, plan, held);
  // Proven before it is used: a row that was changed here since is left for the next import to look at.
  const isProven = values !== null && digestOf(plan, held, values) === held.record.sourceDigest;
  const { [reference.from]: _, ...others } = held.record.originals ?? {};
  const originals = Object.keys(others).length === 0 ? null : others;
  const joined = { record: { ...held.record, originals }, target: { ...held.target, [reference.target]: newId } };
  const table = engineTable(tx.tables, plan.mapping.target);
  await tx
    .update(table)
    .set({ [reference.target]: newId })
    .where(eq(table.id, held.record.newId));
  await tx
    .update(record)
    .set({ originals, ...(isProven ? { sourceDigest: digestOf(plan, joined, values) } : {}) })
    .where(and(eq(record.system, plan.system), eq(record.kind, plan.mapping.kind), eq(record.oldId, held.record.oldId)));
}

/** Joins rows that came before the row they point at, as an import does that looks at them again. */
export async function joinChildren(tx: Db, plans: ReadonlyMap<string, Plan>, late: LateRow): Promise<void> {
  for (const plan of plans.values()) {
    for (const reference of plan.references) {
      if (reference.to.kind !== late.kind) continue;
      for (const held of await findWaiting(tx, plan, reference, late))
        await join(tx, plans, { plan, reference, held, newId: late.newId });
    }
  }
}
