import type { Db } from "@causeway/db";
import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Runtime } from "../runtime/context.ts";
import { type Claim, DEFAULT_LEASE_MS, jobTopic } from "./internal.ts";
import type { AnyJob } from "./registry.ts";

/** Waits and is due, or belongs to a worker that has not been heard of for longer than its lease. */
function isReady({ tables: { job } }: Db, now: Date, dueBefore = now): SQL | undefined {
  return or(
    and(eq(job.state, "queued"), lte(job.runAt, dueBefore)),
    and(eq(job.state, "active"), lte(job.lockedUntil, now), lt(job.attempts, job.maxAttempts), isNull(job.cancelRequestedAt)),
  );
}

/** Ids of jobs that a worker may take now and that have been waiting for `overdueMs`, the longest due first. */
export async function findReadyJobs(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  options: { jobs: readonly AnyJob[]; limit: number; overdueMs?: number },
): Promise<string[]> {
  const { job } = db.tables;
  const now = clock();
  const names = options.jobs.map(({ name }) => name);
  const dueBefore = new Date(now.getTime() - (options.overdueMs ?? 0));
  const rows = await db
    .select({ id: job.id })
    .from(job)
    .where(and(inArray(job.name, names), isReady(db, now, dueBefore)))
    .orderBy(asc(job.runAt), asc(job.id))
    .limit(options.limit);
  return rows.map(({ id }) => id);
}

/** Takes the job, or gives null when it is not ready any more: of many workers that try, one gets it. */
export async function claimJob(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  options: { id: string; jobs: readonly AnyJob[]; workerId: string },
): Promise<{ claim: Claim; definition: AnyJob } | null> {
  const { job } = db.tables;
  const now = clock();
  const [found] = await db.select({ name: job.name }).from(job).where(eq(job.id, options.id));
  const definition = options.jobs.find(({ name }) => name === found?.name);
  if (!definition) return null;
  const [row] = await db
    .update(job)
    .set({
      state: "active",
      attempts: sql`${job.attempts} + 1`,
      lockedBy: options.workerId,
      lockedUntil: new Date(now.getTime() + (definition.leaseMs ?? DEFAULT_LEASE_MS)),
      startedAt: now,
    })
    .where(and(eq(job.id, options.id), isReady(db, now)))
    .returning({
      id: job.id,
      name: job.name,
      payload: job.payload,
      attempt: job.attempts,
      maxAttempts: job.maxAttempts,
      restaurantId: job.restaurantId,
      requestedByUserId: job.requestedByUserId,
    });
  return row ? { claim: { ...row, workerId: options.workerId }, definition } : null;
}

/** Ends what nobody will run again: jobs whose worker vanished at their last attempt, or after somebody cancelled them. */
export async function buryLostJobs({ db, clock, events }: Pick<Runtime, "db" | "clock" | "events">): Promise<void> {
  const { job } = db.tables;
  const now = clock();
  const isLost = and(
    eq(job.state, "active"),
    lte(job.lockedUntil, now),
    or(isNotNull(job.cancelRequestedAt), gte(job.attempts, job.maxAttempts)),
  );
  const lost = await db.select({ id: job.id, cancelRequestedAt: job.cancelRequestedAt }).from(job).where(isLost).limit(100);
  for (const { id, cancelRequestedAt } of lost) {
    const end =
      cancelRequestedAt === null
        ? { state: "dead" as const, lastError: "The worker ended before the job did, at its last attempt." }
        : { state: "cancelled" as const };
    await db
      .update(job)
      .set({ ...end, finishedAt: now, lockedBy: null, lockedUntil: null, dedupeKey: null })
      .where(and(eq(job.id, id), isLost));
    events.publish(jobTopic(id));
  }
}
