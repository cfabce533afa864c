import type { Job, JobId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { can, requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeJob, jobColumns, jobNotFound } from "./internal.ts";

/** A job of the caller's restaurant, or one the caller asked for; any, for those who may. Throws `JOB_NOT_FOUND`. */
export async function getJob(ctx: Ctx, { id }: JobId): Promise<Job> {
  requirePermission(ctx, "job:read");
  const { job, restaurant } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ job: jobColumns(ctx), ownerUserId: restaurant.ownerUserId })
    .from(job)
    .leftJoin(restaurant, eq(restaurant.id, job.restaurantId))
    .where(eq(job.id, id));
  const userId = ctx.principal.kind === "user" ? ctx.principal.userId : null;
  const isTheirs = userId !== null && (row?.ownerUserId === userId || row?.job.requestedByUserId === userId);
  if (!row || !(isTheirs || can(ctx, "job:read-any"))) throw jobNotFound();
  return describeJob(ctx, row.job);
}
