import type { JsonValue } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import type { Clock } from "../runtime/context.ts";
import type { JobDelivery } from "./delivery.ts";
import type { EnqueueOptions, JobDefinition, JobQueue } from "./job.ts";

const DEFAULT_MAX_ATTEMPTS = 5;

export interface JobQueueOptions {
  clock: Clock;
  delivery?: JobDelivery;
}

export function createJobQueue({ clock, delivery }: JobQueueOptions): JobQueue {
  const announce: JobQueue["announce"] = async (tx, job) => delivery?.announce(tx, job);
  return {
    announce,
    async enqueue<TPayload extends JsonValue>(
      tx: Db,
      definition: JobDefinition<TPayload>,
      payload: TPayload,
      options: EnqueueOptions = {},
    ) {
      const { job } = tx.tables;
      const now = clock();
      const [row] = await tx
        .insert(job)
        .values({
          name: definition.name,
          payload: definition.payload.parse(payload),
          state: "queued",
          dedupeKey: options.dedupeKey ?? null,
          restaurantId: options.restaurantId ?? null,
          requestedByUserId: options.requestedByUserId ?? null,
          runAt: options.runAt ?? now,
          attempts: 0,
          maxAttempts: definition.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
          createdAt: now,
        })
        .onConflictDoNothing({ target: [job.name, job.dedupeKey] })
        .returning({ id: job.id, runAt: job.runAt });
      if (row) {
        await announce(tx, row);
        return { jobId: row.id, isNew: true };
      }
      const [same] = await tx
        .select({ id: job.id })
        .from(job)
        .where(and(eq(job.name, definition.name), eq(job.dedupeKey, options.dedupeKey ?? "")));
      if (!same) throw new Error(`A job ${definition.name} was neither added nor there already.`);
      return { jobId: same.id, isNew: false };
    },
  };
}
