import { AppError } from "@causeway/contract";
import { type Db, translateDatabaseError } from "@causeway/db";
import { Refusal } from "../codecs/codec.ts";
import type { KnownRows } from "../mapping/known-rows.ts";
import type { Plan, PlannedRow } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";
import { applyChanges, freeClaims, settleClaims } from "./claims.ts";
import { ClashSettler } from "./clashes.ts";
import { countChunk, type Pass } from "./count-chunk.ts";
import { driverCode } from "./driver-code.ts";
import { findReturned } from "./find-returned.ts";
import type { ImportRun, Step } from "./import-run.ts";
import { quarantineRows } from "./quarantine.ts";
import { type SortedChunk, sortChunk } from "./sort-chunk.ts";
import { TargetReader } from "./target-reader.ts";
import { releaseQuarantined, writeRows } from "./write-rows.ts";

export interface ChunkContext {
  db: Db;
  source: Source;
  run: ImportRun;
  plans: ReadonlyMap<string, Plan>;
  known: KnownRows;
  clock: () => Date;
  plan: Plan;
  step: Step;
  pass: Pass;
}

export interface Chunk {
  rows: readonly PlannedRow[];
  /** Where the run stands before the chunk, and after it. */
  from: string | null;
  to: string;
}

/** SQLSTATE classes "data exception" and "program limit exceeded", such as text too long for an index. */
const OF_ONE_ROW = /^(22|54)/;

/** True when the database would not take one of the rows, for a reason that no codec foresaw. */
export function isRefusalOfRow(error: unknown): boolean {
  const translated = translateDatabaseError(error);
  if (translated instanceof AppError) return translated.code === "CONFLICT" || translated.code === "BAD_REQUEST";
  return OF_ONE_ROW.test(driverCode(error));
}

function refuseAll(chunk: SortedChunk): void {
  const refusal = new Refusal("refused-by-database", "The database does not take this row.");
  chunk.refused.push(...chunk.pending.map(({ row, before }) => ({ row, before, refusal })));
  chunk.pending = [];
}

function unchangedRows({ rows }: Chunk, { pending, refused }: SortedChunk): PlannedRow[] {
  const others = new Set([...pending, ...refused].map(({ row }) => row));
  return rows.filter((row) => !others.has(row));
}

const NOT_DURABLE = { isDurable: false };

type Care = "fresh" | "careful" | "refuse";

async function commitOnce(context: ChunkContext, chunk: Chunk, care: Care): Promise<void> {
  const { plan, run, step, pass } = context;
  const result = await context.db.transaction(async (tx) => {
    const reader = new TargetReader(tx, plan);
    const isCareful = care !== "fresh";
    const options = { ...context, reader, rows: chunk.rows, isCareful };
    const sorted = await sortChunk(options);
    const ids = isCareful ? await findReturned(options, unchangedRows(chunk, sorted)) : [];
    if (care === "refuse") refuseAll(sorted);
    let rows = sorted.pending;
    if (isCareful && sorted.pending.length > 0) {
      const settler = new ClashSettler({ ...options, tx, chunk: sorted });
      await settler.settle();
      rows = [...settler.pulled, ...sorted.pending];
    }
    if (isCareful) await releaseQuarantined({ tx, plan, rows, ids });
    const claims = { tx, plan, reader, pending: rows };
    const changes = await settleClaims(claims);
    await freeClaims(claims, changes);
    await writeRows({ tx, plan, rows, isFresh: !isCareful });
    await applyChanges(tx, plan, changes);
    if (sorted.refused.length > 0) await quarantineRows({ tx, plan, reader, refused: sorted.refused, now: context.clock() });
    const counted = countChunk(sorted, pass);
    await run.advance(tx, step, { from: chunk.from, to: chunk.to, now: context.clock(), ...counted });
    return { notes: counted.notes, rows };
    // Where the run stands is undone by a power failure together with the rows; the end of each table is durable.
  }, NOT_DURABLE);
  run.committed(step, result.notes);
  for (const { row } of result.rows) if (row.oldId !== null) context.known.add(plan.mapping.kind, row.oldId);
}

/**
 * Writes a chunk and the run's progress in one transaction. What the database refuses is tried again with everything
 * looked up, then in halves, until the one row is found that it does not take; that one goes to the quarantine.
 */
export async function commitChunk(context: ChunkContext, chunk: Chunk, isFresh: boolean): Promise<void> {
  try {
    return await commitOnce(context, chunk, isFresh ? "fresh" : "careful");
  } catch (error) {
    if (!isRefusalOfRow(error)) throw error;
    // A row that others point at may have been deleted on the new side since it was seen.
    context.known.clear();
    if (isFresh) return commitChunk(context, chunk, false);
    if (chunk.rows.length <= 1) return commitOnce(context, chunk, "refuse");
  }
  return commitHalves(context, chunk);
}

async function commitHalves(context: ChunkContext, { rows, from, to }: Chunk): Promise<void> {
  const middle = Math.ceil(rows.length / 2);
  const between = rows[middle - 1]?.position ?? to;
  await commitChunk(context, { rows: rows.slice(0, middle), from, to: between }, false);
  await commitChunk(context, { rows: rows.slice(middle), from: between, to }, false);
}
