import type { Corrections } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { Refusal } from "../codecs/codec.ts";
import { applyChanges, freeClaims, settleClaims } from "../import/claims.ts";
import { isRefusalOfRow } from "../import/commit-chunk.ts";
import type { PendingRow } from "../import/sort-chunk.ts";
import { TargetReader } from "../import/target-reader.ts";
import { writeRows } from "../import/write-rows.ts";
import type { Originals } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { digestRow } from "../values/row-bytes.ts";
import type { SourceValue } from "../values/source-value.ts";
import { toTaggedJson } from "../values/tagged-json.ts";
import { attempt, findPlans, type MappedSystem } from "./attempt.ts";
import { readCorrections } from "./correct-values.ts";
import { joinChildren } from "./join-children.ts";
import { keptValues, type KeptRow, planKeptRow } from "./kept-row.ts";

/** `corrections`: old column → the value it was imported with instead; null where nothing had to be corrected. */
export type KeptRowOutcome =
  | { isImported: true; newId: string; corrections: Originals | null }
  | { isImported: false; reason: string; message: string };

const stays = ({ reason, message }: Refusal): KeptRowOutcome => ({ isImported: false, reason, message });

const toOriginals = (values: readonly (readonly [string, SourceValue])[]): Originals =>
  Object.fromEntries(values.map(([column, value]) => [column, toTaggedJson(value)]));

const replace = ({ sourceColumns }: Plan, values: readonly SourceValue[], by: ReadonlyMap<string, SourceValue>): SourceValue[] =>
  sourceColumns.map((column, at) => (by.has(column) ? by.get(column) : values[at]) ?? null);

async function write(tx: Db, plan: Plan, pending: PendingRow): Promise<void> {
  const rows = [pending];
  const claims = { tx, plan, reader: new TargetReader(tx, plan), pending: rows };
  const changes = await settleClaims(claims);
  await freeClaims(claims, changes);
  await writeRows({ tx, plan, rows, isFresh: false });
  await applyChanges(tx, plan, changes);
}

/**
 * Imports a row out of the quarantine, with what somebody has corrected of it; the old values stay beside it, and rows that
 * came before it and point at it are joined. An import of the same source takes it for imported from then on. To be called
 * within a transaction. Throws `CORRECTION_REFUSED`.
 */
export async function importKeptRow(
  tx: Db,
  system: MappedSystem,
  { kept, corrections = {} }: { kept: KeptRow; corrections?: Corrections },
): Promise<KeptRowOutcome> {
  const plans = await findPlans(tx, system);
  const plan = plans.get(kept.table);
  if (!plan) return stays(new Refusal("no-mapping", `No mapping names the table ${kept.table} any more.`));
  const values = keptValues(plan, kept);
  const corrected = readCorrections(plan, corrections);
  const row = planKeptRow(plan, kept, replace(plan, values, corrected));
  const { newId } = row;
  const result = await attempt(tx, plans, plan, row);
  if (result.type === "refused") return stays(result.refusal);
  if (result.type === "held") return { isImported: true, newId, corrections: null };
  const { pending } = result;
  if (corrected.size > 0) {
    const replaced = plan.sourceColumns
      .map((column, at) => [column, values[at] ?? null] as const)
      .filter(([column]) => corrected.has(column));
    pending.originals = { ...pending.originals, ...toOriginals(replaced) };
    // Of the row as the source has it: the next import finds it unchanged.
    pending.digest = digestRow(values);
  }
  try {
    await tx.transaction(async (inner) => {
      await write(inner, plan, pending);
      await joinChildren(inner, plans, { kind: kept.table, oldId: pending.oldId, newId });
    });
  } catch (error) {
    if (!isRefusalOfRow(error)) throw error;
    return stays(new Refusal("refused-by-database", "The database does not take this row."));
  }
  return { isImported: true, newId, corrections: corrected.size === 0 ? null : toOriginals([...corrected]) };
}
