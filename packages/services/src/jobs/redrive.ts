import { AppError, type Job, type JobId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeJob, jobColumns, jobNotFound, jobTopic } from "./internal.ts";

/** Gives a dead job all its attempts again, from now. Throws `JOB_NOT_FOUND`, and `JOB_NOT_DEAD` for one that is not. */
export async function redriveJob(ctx: Ctx, { id }: JobId): Promise<Job> {
  requirePermission(ctx, "job:manage");
  const again = await ctx.db.transaction(async (tx) => {
    const { job } = tx.tables;
    const [row] = await tx
      .select(jobColumns({ db: tx }))
      .from(job)
      .where(eq(job.id, id));
    if (!row) throw jobNotFound();
    if (row.state !== "dead") {
      throw new AppError({ code: "CONFLICT", reason: "JOB_NOT_DEAD", message: "Only a dead job can be driven again." });
    }
    const change = { state: "queued" as const, attempts: 0, runAt: ctx.clock(), cancelRequestedAt: null, finishedAt: null };
    await tx.update(job).set(change).where(eq(job.id, id));
    await ctx.jobs.announce(tx, { id, runAt: change.runAt });
    await recordAudit(tx, ctx, { action: "job.redrive", subject: { type: "job", id }, details: { name: row.name } });
    return { ...row, ...change };
  });
  ctx.events.publish(jobTopic(id));
  return describeJob(ctx, again);
}
