import { AppError, type Job, type JobId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { cancelTopic, describeJob, jobColumns, jobNotFound, jobTopic } from "./internal.ts";

/**
 * Cancels a job: one that waits, at once; one that runs is told, and is cancelled when it has stopped. Throws `JOB_NOT_FOUND`,
 * and `JOB_NOT_CANCELLABLE` for one that has ended.
 */
export async function cancelJob(ctx: Ctx, { id }: JobId): Promise<Job> {
  requirePermission(ctx, "job:manage");
  const cancelled = await ctx.db.transaction(async (tx) => {
    const { job } = tx.tables;
    const [row] = await tx
      .select(jobColumns({ db: tx }))
      .from(job)
      .where(eq(job.id, id));
    if (!row) throw jobNotFound();
    if (row.finishedAt !== null) {
      throw new AppError({ code: "CONFLICT", reason: "JOB_NOT_CANCELLABLE", message: "This job has ended already." });
    }
    const now = ctx.clock();
    const change =
      row.state === "queued"
        ? { state: "cancelled" as const, cancelRequestedAt: now, finishedAt: now, dedupeKey: null }
        : { cancelRequestedAt: row.cancelRequestedAt ?? now };
    await tx.update(job).set(change).where(eq(job.id, id));
    await recordAudit(tx, ctx, { action: "job.cancel", subject: { type: "job", id }, details: { name: row.name } });
    const { dedupeKey: _, ...shown } = { dedupeKey: null, ...change };
    return { ...row, ...shown };
  });
  ctx.events.publish(cancelTopic(id));
  ctx.events.publish(jobTopic(id));
  return describeJob(ctx, cancelled);
}
