import type { Job, ListJobsInput, Page } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq, notInArray, or } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeJob, jobColumns } from "./internal.ts";
import { JOBS } from "./registry.ts";

/** What the clock asks for, again and again. */
const HOUSEKEEPING = JOBS.filter(({ cron }) => cron !== undefined).map(({ name }) => name);

/** Everybody's jobs, newest first. */
export async function listJobs(ctx: Ctx, input: ListJobsInput): Promise<Page<Job>> {
  requirePermission(ctx, "job:read-any");
  const { job } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<Job>({
    keys: [
      { column: job.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: job.id, order: "desc", value: (row) => row.id },
    ],
    ...input,
    cursor: input.cursor,
  });
  const rows = await ctx.db
    .select(jobColumns(ctx))
    .from(job)
    .where(
      and(
        input.state && eq(job.state, input.state),
        input.name === undefined ? undefined : eq(job.name, input.name),
        input.housekeeping ? undefined : or(notInArray(job.name, HOUSEKEEPING), eq(job.state, "dead")),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows.map((row) => describeJob(ctx, row)));
}
