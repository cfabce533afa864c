import { Refusal } from "../codecs/codec.ts";
import { type DecodedRow, decodeRow, type ResolveReference } from "../mapping/decode-row.ts";
import type { KnownRows } from "../mapping/known-rows.ts";
import { openReferences, type Plan, type PlannedRow } from "../mapping/plan.ts";
import { findDismissed } from "../quarantine/find-dismissed.ts";
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

/** Finds out which of the rows' references exist on the new side. */
export async function resolveReferences(
  { plan, plans, reader, known }: Omit<SortOptions, "rows" | "isCareful">,
  rows: readonly PlannedRow[],
): Promise<ResolveReference> {
  // What is found is not added to `known`: a transaction that is rolled back must leave no trace.
  const found = new Map<string, Set<string>>();
  for (const [kind, oldIds] of openReferences(plan, rows, (each, oldId) => known.has(each, oldId))) {
    const target = plans.get(kind);
    if (target) found.set(kind, await reader.existing(target, [...oldIds]));
  }
  return (kind, oldId) => (known.has(kind, oldId) || (found.get(kind)?.has(oldId) ?? false) ? plan.newIdOf(kind, oldId) : null);
}

function takenBy(record: StoredRecord, row: PlannedRow): Refusal | null {
  if (record.newId === row.newId) return null;
  return new Refusal("id-taken", `The new side has given the old id ${record.oldId} to a row of its own.`);
}

/** Decides what becomes of each row of a chunk. */
export async function sortChunk(options: SortOptions): Promise<SortedChunk> {
  const { plan, reader, rows, isCareful } = options;
  const records = isCareful ? await reader.recordsByOldId(rows.flatMap(({ oldId }) => oldId ?? [])) : null;
  // A row without an id is none of an earlier import's, not even of the one whose id is the empty text.
  const before = ({ oldId }: PlannedRow) => (oldId === null ? null : (records?.get(oldId) ?? null));
  const changed = records ? rows.filter((row) => before(row)?.sourceDigest !== row.digest) : rows;
  const resolve = await resolveReferences(options, changed);
  const leftOut = isCareful ? await findDismissed(options, changed) : null;

  const sorted: SortedChunk = { pending: [], refused: [], unchanged: rows.length - changed.length };
  for (const row of changed) {
    const record = before(row);
    const decoded = (record && takenBy(record, row)) ?? leftOut?.get(row) ?? decodeRow(plan, row, resolve);
    if (decoded instanceof Refusal) sorted.refused.push({ row, refusal: decoded, before: record });
    else if (record?.sourceDigest === decoded.digest) sorted.unchanged++;
    else sorted.pending.push({ ...decoded, row, before: record });
  }
  return sorted;
}
