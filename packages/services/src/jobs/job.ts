import type { JobProgress, JsonValue } from "@causeway/contract";
import type { Db } from "@causeway/db";
import type { z } from "zod";
import type { Ctx } from "../runtime/context.ts";

/** What a running job knows: a context of the service that runs it, and itself. */
export interface JobRun extends Ctx {
  job: { id: string; /** From 1. */ attempt: number; restaurantId: string | null; requestedByUserId: string | null };
  /** Aborted when somebody cancels the job, the process stops, or another worker took it over. Stop at the next safe place. */
  signal: AbortSignal;
  progress(progress: JobProgress): Promise<void>;
  /**
   * Does something to the world outside once by key, however often the job runs, and gives what it gave the first time. Between
   * the effect and its record lies a moment: an effect that must never happen twice needs an idempotency key of its service too.
   */
  once<TResult extends JsonValue>(key: string, effect: () => Promise<TResult>): Promise<TResult>;
}

export interface JobDefinition<TPayload extends JsonValue> {
  /** `noun.verb`, such as `campaign.send`. Never changed: stored jobs refer to it. */
  name: string;
  payload: z.ZodType<TPayload>;
  /** 5 unless told. */
  maxAttempts?: number;
  /** Milliseconds before the second attempt; doubles each time, an hour at most, with some jitter. 5,000 unless told. */
  backoffMs?: number;
  /** How long a worker that says nothing keeps the job, in milliseconds. 60,000 unless told. */
  leaseMs?: number;
  /** Runs by itself, in addition to being asked for; its payload is then null. */
  cron?: { pattern: string; timeZone: string };
  /** At least once. What it returns is kept as the result. */
  run(run: JobRun, payload: TPayload): Promise<JsonValue | void>;
}

export interface EnqueueOptions {
  /** While a job of this name with this key waits or runs, no second one is made. */
  dedupeKey?: string;
  /** Not before; at once unless told. */
  runAt?: Date;
  restaurantId?: string;
  requestedByUserId?: string;
}

export interface JobQueue {
  /** Adds a job in the caller's transaction: it exists exactly if that commits. `isNew` is false for a duplicate. */
  enqueue<TPayload extends JsonValue>(
    tx: Db,
    definition: JobDefinition<TPayload>,
    payload: TPayload,
    options?: EnqueueOptions,
  ): Promise<{ jobId: string; isNew: boolean }>;
  /** Tells workers of a job that waits again, in the transaction that makes it so. They find it by themselves too, later. */
  announce(tx: Db, job: { id: string; runAt: Date }): Promise<void>;
}

/** Only checks the types: a definition is data. */
export function defineJob<TPayload extends JsonValue>(definition: JobDefinition<TPayload>): JobDefinition<TPayload> {
  return definition;
}
