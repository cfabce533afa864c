import type { Db } from "@causeway/db";
import { KnownRows } from "../mapping/known-rows.ts";
import { type Plan, planRow } from "../mapping/plan.ts";
import type { ImportReport, QuarantinedItem } from "../report/import-report.ts";
import { MAX_LISTED } from "../report/max-listed.ts";
import { breathe } from "../values/breathe.ts";
import { countChunk } from "./count-chunk.ts";
import { describeTable } from "./describe-table.ts";
import { quarantineId } from "./quarantine.ts";
import type { ImportContext } from "./run-import.ts";
import { sortChunk } from "./sort-chunk.ts";
import { addCounts, type Counts, mergeNotes, type NoteCounts, noCounts } from "./tally.ts";
import { TargetReader } from "./target-reader.ts";

const CHUNK = 2000;

type RehearsalContext = ImportContext & { db: Db | null; known: KnownRows };

interface Rehearsed {
  counts: Counts;
  notes: NoteCounts;
  refused: QuarantinedItem[];
}

async function rehearseTable(context: RehearsalContext, plan: Plan): Promise<Rehearsed> {
  const { db, source, plans, known, signal } = context;
  const { kind } = plan.mapping;
  const onChunk = context.watch(kind, 0);
  const result: Rehearsed = { counts: noCounts(), notes: {}, refused: [] };
  const reader = new TargetReader(db, plan);
  const isCareful = !(await reader.isFresh());
  for (let after: string | null = null; ;) {
    await breathe(signal);
    const read = await source.read({ table: kind, columns: plan.sourceColumns, after, limit: CHUNK });
    const rows = read.map((row) => planRow(plan, row));
    // Rows of the chunk may point at each other.
    for (const { oldId, newId } of rows) if (oldId !== null) known.add(kind, oldId, newId);
    const sorted = await sortChunk({ plan, plans, reader, known, rows, isCareful });
    const { counts, notes } = countChunk(sorted, "first");
    result.counts = addCounts(result.counts, counts);
    mergeNotes(result.notes, notes);
    for (const { row, refusal } of sorted.refused) {
      known.delete(kind, row.oldId ?? "");
      if (result.refused.length < MAX_LISTED) {
        result.refused.push({ kind, oldId: quarantineId(row), reason: refusal.reason, message: refusal.message });
      }
    }
    onChunk(read.length);
    if (read.length < CHUNK) return result;
    after = read.at(-1)?.position ?? after;
  }
}

/**
 * What an import would do, without writing. What only the database refuses (values that a row of the new side has already)
 * is not foreseen, nor are rows that point at later rows of their own table.
 */
export async function rehearse(context: ImportContext, db: Db | null): Promise<Pick<ImportReport, "tables" | "quarantined">> {
  // Nothing is forgotten: what a rehearsal has seen cannot be looked up again.
  const known = new KnownRows(Infinity);
  const result: Pick<ImportReport, "tables" | "quarantined"> = { tables: [], quarantined: [] };
  for (const plan of context.plans.values()) {
    const { counts, notes, refused } = await rehearseTable({ ...context, db, known }, plan);
    result.tables.push(describeTable(plan, context.inspection, counts, notes));
    result.quarantined.push(...refused.slice(0, MAX_LISTED - result.quarantined.length));
  }
  return result;
}
