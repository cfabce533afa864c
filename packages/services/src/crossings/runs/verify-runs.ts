import type { CrossingRun, JsonValue, ListRunsInput, Page, RunTable } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "../../runtime/context.ts";
import { newestRuns } from "./newest-runs.ts";
import { rowsPerSecond, runState } from "./run-state.ts";

type StoredRun = Db["tables"]["verifyRun"]["$inferSelect"];

const Count = z.number().int();

/** The part of a verification's report that a list shows. */
const Report = z.object({
  differenceCount: Count,
  tables: z.array(z.object({ kind: z.string(), rows: Count, held: Count, quarantined: Count, differences: Count })),
});

function describeRun(ctx: Ctx, run: StoredRun): CrossingRun {
  const report = Report.safeParse(run.report).data;
  const tables = report?.tables.map(({ kind, rows, held, quarantined, differences }): RunTable => ({
    table: kind,
    rows,
    imported: held,
    repaired: 0,
    quarantined,
    unchanged: 0,
    differences,
    isDone: true,
  }));
  return {
    id: run.id,
    type: "verify",
    system: run.system,
    source: run.source,
    state: runState(run, ctx.clock()),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    rows: run.rowsDone,
    totalRows: run.rowsTotal,
    rowsPerSecond: rowsPerSecond(run, { rows: run.rowsDone, isResumed: false }),
    differences: report?.differenceCount ?? null,
    tables: tables ?? [],
  };
}

/** Verifications, newest first. */
export async function listVerifyRuns(ctx: Ctx, input: ListRunsInput): Promise<Page<CrossingRun>> {
  const { verifyRun: run } = ctx.db.tables;
  const { where, orderBy, limit, page } = newestRuns<StoredRun>(run, input);
  const rows = await ctx.db
    .select()
    .from(run)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  return { items: items.map((item) => describeRun(ctx, item)), nextCursor };
}

/** One verification with its report; null where there is none of this id. */
export async function findVerifyRun(ctx: Ctx, id: string): Promise<(CrossingRun & { report: JsonValue }) | null> {
  const { verifyRun: run } = ctx.db.tables;
  const [row] = await ctx.db.select().from(run).where(eq(run.id, id));
  return row ? { ...describeRun(ctx, row), report: row.report } : null;
}
