import { AppError, type Job, JobProgress, type JsonValue } from "@causeway/contract";
import type { Tables } from "@causeway/db";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** A worker's hold on a job: true only while nobody has taken it over. */
export interface Claim {
  id: string;
  name: string;
  payload: JsonValue;
  attempt: number;
  maxAttempts: number;
  restaurantId: string | null;
  requestedByUserId: string | null;
  workerId: string;
}

/** Where a job's changes are announced. */
export const jobTopic = (jobId: string) => `job:${jobId}`;

/** Where a cancellation is announced to a worker of the same process. */
export const cancelTopic = (jobId: string) => `job-cancel:${jobId}`;

export const DEFAULT_LEASE_MS = 60_000;

/** The columns that make a `Job`. */
export function jobColumns({ db }: Pick<Ctx, "db">) {
  const { job } = db.tables;
  return {
    id: job.id,
    name: job.name,
    state: job.state,
    restaurantId: job.restaurantId,
    requestedByUserId: job.requestedByUserId,
    runAt: job.runAt,
    attempts: job.attempts,
    maxAttempts: job.maxAttempts,
    progress: job.progress,
    result: job.result,
    lastError: job.lastError,
    cancelRequestedAt: job.cancelRequestedAt,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}

type JobRow = Pick<Tables["job"]["$inferSelect"], keyof ReturnType<typeof jobColumns>>;

/** A row as this caller may see it. */
export function describeJob(ctx: Pick<Ctx, "principal">, { cancelRequestedAt, ...row }: JobRow): Job {
  return {
    ...row,
    progress: row.progress === null ? null : JobProgress.parse(row.progress),
    lastError: can(ctx, "job:read-any") ? row.lastError : null,
    isCancelling: row.state === "active" && cancelRequestedAt !== null,
  };
}

export const jobNotFound = () => new AppError({ code: "NOT_FOUND", reason: "JOB_NOT_FOUND", message: "This job does not exist." });
