import { type PlannedRow, planRow, selfReferences } from "../mapping/plan.ts";
import type { SourceRow } from "../source/source.ts";
import { breathe } from "../values/breathe.ts";
import { type ChunkLimits, nextChunkSize } from "./chunk-size.ts";
import { type ChunkContext, commitChunk } from "./commit-chunk.ts";
import { TargetReader } from "./target-reader.ts";

export interface TableOptions {
  context: Omit<ChunkContext, "step" | "pass">;
  limits: ChunkLimits;
  signal: AbortSignal | undefined;
  /** Called after every committed chunk of the first pass. */
  onChunk(read: number): void;
}

/** The step of a table's second look. */
export const againStep = (kind: string) => `${kind}: again`;

/** Imports what is left of one table. */
export async function importTable(options: TableOptions): Promise<void> {
  const { context } = options;
  const { plan, run, db } = context;
  const { kind } = plan.mapping;
  const isFresh = await runStep(options, { ...context, step: kind, pass: "first" }, { until: null, select: () => true });
  const itself = selfReferences(plan);
  const { position, counts } = await run.begin(db, kind);
  if (itself.length === 0 || !needsSecondLook()) return;
  // A row may point at a later one of its own table; now all of them are there.
  const select = (row: SourceRow) => itself.some(({ at }) => row.values[at] !== null);
  await runStep(options, { ...context, step: againStep(kind), pass: "again" }, { until: position, select });

  /** Rows that were imported before may have waited for one of the new ones, though they have not changed themselves. */
  function needsSecondLook(): boolean {
    const hasWritten = counts.imported + counts.repaired > 0;
    return isFresh ? itself.some(({ from }) => (run.notes(kind)[from]?.["dangling"] ?? 0) > 0) : hasWritten;
  }
}

interface StepRange {
  /** The last position to look at; null for all. */
  until: string | null;
  select(row: SourceRow): boolean;
}

/** True when nothing of the table had been imported before. */
async function runStep(options: TableOptions, context: ChunkContext, { until, select }: StepRange): Promise<boolean> {
  const { plan, run, db, source, step, pass } = context;
  const progress = await run.begin(db, step);
  if (progress.isDone) return false;
  const isFresh = pass === "first" && progress.position === null && (await new TargetReader(db, plan).isFresh());
  let from = progress.position;
  let size = Math.min(500, options.limits.max);
  for (;;) {
    await breathe(options.signal);
    const started = performance.now();
    const read = await source.read({ table: plan.mapping.kind, columns: plan.sourceColumns, after: from, limit: size });
    const to = read.at(-1)?.position;
    if (to === undefined) break;
    const rows: PlannedRow[] = read.filter(select).map((row) => planRow(plan, row));
    await commitChunk(context, { rows, from, to }, isFresh);
    if (pass === "first") options.onChunk(read.length);
    if (read.some(({ position }) => position === until)) break;
    from = to;
    size = nextChunkSize(size, performance.now() - started, options.limits);
  }
  await run.finishStep(db, step);
  return isFresh;
}
