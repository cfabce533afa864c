import { z } from "zod";
import { Id, PageInput, pageOf, StoredJson } from "./common.ts";

export const JOB_REASONS = ["JOB_NOT_FOUND", "JOB_NOT_CANCELLABLE", "JOB_NOT_DEAD"] as const;

/** `dead`: every attempt failed; an administrator may drive it again. */
export const JobState = z.enum(["queued", "active", "completed", "dead", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

/** How far a job is. `total` is null while nobody knows. */
export const JobProgress = z.object({ done: z.number(), total: z.number().nullable(), note: z.string().optional() });
export type JobProgress = z.infer<typeof JobProgress>;

export const Job = z.object({
  id: Id,
  /** Its kind, such as `campaign.send`. */
  name: z.string(),
  state: JobState,
  restaurantId: Id.nullable(),
  requestedByUserId: Id.nullable(),
  /** Not before. */
  runAt: z.date(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  progress: JobProgress.nullable(),
  /** What it gave, once it is completed. */
  result: StoredJson,
  /** Why the last attempt failed; only for those who may see every job. */
  lastError: z.string().nullable(),
  /** Somebody has cancelled it; it stops at its next safe place. */
  isCancelling: z.boolean(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobId = z.object({ id: Id });
export type JobId = z.infer<typeof JobId>;

export const ListJobsInput = PageInput.extend({
  state: JobState.optional(),
  name: z.string().max(100).optional(),
  /** False leaves out what the clock asks for and that is well; what was given up always shows. */
  housekeeping: z.boolean().default(true),
});
export type ListJobsInput = z.infer<typeof ListJobsInput>;
export const JobPage = pageOf(Job);
