import { KnownRows } from "../mapping/known-rows.ts";
import { type Plan, planRow } from "../mapping/plan.ts";
import type { QuarantinedItem } from "../report/import-report.ts";
import { countChunk } from "./count-chunk.ts";
import { quarantineId } from "./quarantine.ts";
import type { RunContext } from "./run-import.ts";
import { sortChunk } from "./sort-chunk.ts";
import { addCounts, type Counts, mergeNotes, type NoteCounts, noCounts } from "./tally.ts";
import { TargetReader } from "./target-reader.ts";

const CHUNK = 2000;

export interface Rehearsed {
  counts: Counts;
  notes: NoteCounts;
  refused: QuarantinedItem[];
}

/**
 * What an import of the table would do, without writing. What only the database refuses (values that a row of the new
 * side has already) is not foreseen.
 */
export async function rehearseTable(context: RunContext, plan: Plan, onChunk: (read: number, counts: Counts) => void): Promise<Rehearsed> {
  const { db, source, plans, known, signal } = context;
  const { kind } = plan.mapping;
  const result: Rehearsed = { counts: noCounts(), notes: {}, refused: [] };
  const reader = new TargetReader(db, plan);
  const isCareful = !(await reader.isFresh());
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted();
    const read = await source.read({ table: kind, columns: plan.sourceColumns, after, limit: CHUNK });
    const rows = read.map((row) => planRow(plan, row));
    // Rows of the chunk may point at each other.
    for (const { oldId, newId } of rows) if (oldId !== null) known.add(kind, oldId, newId);
    const sorted = await sortChunk({ plan, plans, reader, known, rows, isCareful });
    const { counts, notes } = countChunk(sorted, "first");
    result.counts = addCounts(result.counts, counts);
    mergeNotes(result.notes, notes);
    result.refused.push(
      ...sorted.refused.map(({ row, refusal: { reason, message } }) => ({ kind, oldId: quarantineId(row), reason, message })),
    );
    for (const { row } of sorted.refused) known.delete(kind, row.oldId ?? "");
    onChunk(read.length, counts);
    if (read.length < CHUNK) return result;
    after = read.at(-1)?.position ?? after;
  }
}

/** Nothing is forgotten: what a rehearsal has seen cannot be looked up again. */
export const rehearsalRows = () => new KnownRows(Infinity);
