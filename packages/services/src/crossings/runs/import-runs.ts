import type { CrossingRun, JsonValue, ListRunsInput, Page, RunTable } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "../../runtime/context.ts";
import { newestRuns } from "./newest-runs.ts";
import { rowsPerSecond, runState } from "./run-state.ts";

type StoredRun = Db["tables"]["importRun"]["$inferSelect"];
type StoredProgress = Db["tables"]["importProgress"]["$inferSelect"];

/** The second look at a table corrects the counts of the first; see `againStep` of the engine. */
const tableOf = ({ kind }: StoredProgress) => kind.replace(/: again$/, "");

function describeTable(table: string, steps: readonly StoredProgress[]): RunTable {
  const sum = (column: "imported" | "repaired" | "quarantined" | "unchanged") =>
    steps.reduce((total, step) => total + step[column], 0);
  const counts = {
    imported: sum("imported"),
    repaired: sum("repaired"),
    quarantined: sum("quarantined"),
    unchanged: sum("unchanged"),
  };
  const rows = counts.imported + counts.repaired + counts.quarantined + counts.unchanged;
  return { table, rows, ...counts, differences: 0, isDone: steps.every(({ isDone }) => isDone) };
}

const Running = z.object({ totalRows: z.int().nonnegative() });

/** A finished run has gone through every row there was; one that runs says where it is going. */
function totalOf(run: StoredRun, rows: number): number | null {
  if (run.finishedAt !== null) return rows;
  const { data } = Running.safeParse(run.report);
  return data ? Math.max(data.totalRows, rows) : null;
}

const wasResumed = (report: JsonValue | null): boolean => Object(report)["isResumed"] === true;

/** Tables in the order of the import. */
function tablesOf(ctx: Ctx, system: string, progress: readonly StoredProgress[]): RunTable[] {
  const order = ctx.crossings.find(({ rules }) => rules.system === system)?.rules.tables.map(({ table }) => table) ?? [];
  return [...Map.groupBy(progress, tableOf)]
    .map(([table, steps]) => describeTable(table, steps))
    .sort((left, right) => order.indexOf(left.table) - order.indexOf(right.table));
}

function describeRun(ctx: Ctx, run: StoredRun, progress: readonly StoredProgress[]): CrossingRun {
  const tables = tablesOf(ctx, run.system, progress);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const last = Math.max(run.startedAt.getTime(), ...progress.map(({ updatedAt }) => updatedAt?.getTime() ?? 0));
  const times = { ...run, updatedAt: new Date(last) };
  return {
    id: run.id,
    type: "import",
    system: run.system,
    source: run.source,
    state: runState(times, ctx.clock()),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    rows,
    totalRows: totalOf(run, rows),
    rowsPerSecond: rowsPerSecond(times, { rows, isResumed: wasResumed(run.report) }),
    differences: null,
    tables,
  };
}

async function readProgress(db: Db, runs: readonly StoredRun[]): Promise<Map<string, StoredProgress[]>> {
  const { importProgress: progress } = db.tables;
  const ids = runs.map(({ id }) => id);
  const rows = await db.select().from(progress).where(inArray(progress.runId, ids)).orderBy(progress.kind);
  return Map.groupBy(rows, ({ runId }) => runId);
}

/** Imports, newest first. */
export async function listImportRuns(ctx: Ctx, input: ListRunsInput): Promise<Page<CrossingRun>> {
  const { importRun: run } = ctx.db.tables;
  const { where, orderBy, limit, page } = newestRuns<StoredRun>(run, input);
  const rows = await ctx.db
    .select()
    .from(run)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  const progress = await readProgress(ctx.db, items);
  return { items: items.map((item) => describeRun(ctx, item, progress.get(item.id) ?? [])), nextCursor };
}

/** One import with its report; null where there is none of this id. */
export async function findImportRun(ctx: Ctx, id: string): Promise<(CrossingRun & { report: JsonValue }) | null> {
  const { importRun: run } = ctx.db.tables;
  const [row] = await ctx.db.select().from(run).where(eq(run.id, id));
  if (!row) return null;
  const progress = (await readProgress(ctx.db, [row])).get(id) ?? [];
  // Until its end it holds the state of the run.
  return { ...describeRun(ctx, row, progress), report: row.finishedAt === null ? null : row.report };
}
