import { Refusal } from "../codecs/codec.ts";
import { type DecodedRow, decodeRow, referencesOf } from "../mapping/decode-row.ts";
import { importedId } from "../mapping/imported-id.ts";
import type { KnownRows } from "../mapping/known-rows.ts";
import type { Plan, PlannedRow } from "../mapping/plan.ts";
import type { StoredRecord, TargetReader } from "./target-reader.ts";

/** A row to be written. */
export interface PendingRow extends DecodedRow {
  row: PlannedRow;
  /** What an earlier import left of it. */
  before: StoredRecord | null;
}

export interface RefusedRow {
  row: PlannedRow;
  refusal: Refusal;
  before: StoredRecord | null;
}

export interface SortedChunk {
  pending: PendingRow[];
  refused: RefusedRow[];
  unchanged: number;
}

export interface SortOptions {
  plan: Plan;
  plans: ReadonlyMap<string, Plan>;
  reader: TargetReader;
  known: KnownRows;
  rows: readonly PlannedRow[];
  /** False only when nothing of the table can have been imported yet: then nothing is looked up. */
  isCareful: boolean;
}

/** Finds out which of the rows' references exist on the new side; what is found is remembered. */
export async function resolveReferences(
  { plan, plans, reader, known }: Omit<SortOptions, "rows" | "isCareful">,
  rows: readonly PlannedRow[],
) {
  const open = new Map<string, Map<string, string>>();
  for (const row of rows) {
    for (const { kind, oldId } of referencesOf(plan, row)) {
      if (known.find(kind, oldId) !== null || open.get(kind)?.has(oldId)) continue;
      const ofKind = open.get(kind) ?? new Map<string, string>();
      open.set(kind, ofKind.set(oldId, importedId({ system: plan.system, kind, oldId })));
    }
  }
  const found = new Map<string, string>();
  for (const [kind, ids] of open) {
    const target = plans.get(kind);
    const existing = target ? await reader.existing(target, [...ids.values()]) : new Set<string>();
    for (const [oldId, newId] of ids) if (existing.has(newId)) found.set(`${kind}\0${oldId}`, newId);
  }
  // Found rows are not added to `known` here: a transaction that is rolled back must leave no trace.
  return (kind: string, oldId: string) => known.find(kind, oldId) ?? found.get(`${kind}\0${oldId}`) ?? null;
}

function takenBy(record: StoredRecord, row: PlannedRow): Refusal | null {
  if (record.newId === row.newId) return null;
  return new Refusal("id-taken", `The new side has given the old id ${record.oldId} to a row of its own.`);
}

/** Decides what becomes of each row of a chunk. */
export async function sortChunk(options: SortOptions): Promise<SortedChunk> {
  const { plan, reader, rows, isCareful } = options;
  const oldIds = isCareful ? rows.flatMap(({ oldId }) => oldId ?? []) : [];
  const records = await reader.recordsByOldId(oldIds);
  const before = (row: PlannedRow) => (row.oldId === null ? null : (records.get(row.oldId) ?? null));
  const changed = rows.filter((row) => before(row)?.sourceDigest !== row.digest);
  const resolve = await resolveReferences(options, changed);

  const sorted: SortedChunk = { pending: [], refused: [], unchanged: rows.length - changed.length };
  for (const row of changed) {
    const record = before(row);
    const decoded = (record && takenBy(record, row)) ?? decodeRow(plan, row, resolve);
    if (decoded instanceof Refusal) sorted.refused.push({ row, refusal: decoded, before: record });
    else if (record?.sourceDigest === decoded.digest) sorted.unchanged++;
    else sorted.pending.push({ ...decoded, row, before: record });
  }
  return sorted;
}
