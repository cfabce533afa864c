import type { JobState, JsonValue } from "@causeway/contract";
import type { Kit } from "../kit.ts";

export function jobTables(k: Kit) {
  /** Work for later, as its asker sees it. On SQLite it is the queue as well; on Postgres pg-boss delivers. */
  const job = k.table(
    "job",
    {
      id: k.id(),
      name: k.text().notNull(),
      payload: k.json<JsonValue>(),
      state: k.text().$type<JobState>().notNull(),
      /** While it is set no second job of the name gets the same; cleared at the end. */
      dedupeKey: k.text(),
      restaurantId: k.text(),
      requestedByUserId: k.text(),
      /** Not before. */
      runAt: k.time().notNull(),
      attempts: k.int().notNull(),
      maxAttempts: k.int().notNull(),
      /** The worker that has it, and until when nobody else takes it. */
      lockedBy: k.text(),
      lockedUntil: k.time(),
      progress: k.json<JsonValue>(),
      result: k.json<JsonValue>(),
      lastError: k.text(),
      cancelRequestedAt: k.time(),
      createdAt: k.time().notNull(),
      startedAt: k.time(),
      finishedAt: k.time(),
    },
    (t) => [
      k.uniqueIndex("job_dedupe").on(t.name, t.dedupeKey),
      k.index("job_ready").on(t.state, t.runAt, t.id),
      k.index("job_created").on(t.createdAt, t.id),
      k.index("job_restaurant").on(t.restaurantId, t.createdAt),
    ],
  );

  /** What a job has done to the world outside, by key: done once, however often the job runs. */
  const jobEffect = k.table("job_effect", {
    key: k.text().primaryKey().notNull(),
    jobId: k.text().notNull(),
    at: k.time().notNull(),
    result: k.json<JsonValue>(),
  });

  const jobSchedule = k.table("job_schedule", {
    name: k.text().primaryKey().notNull(),
    /** The last instant of the schedule for which a job was made. */
    lastSlotAt: k.time().notNull(),
  });

  return { job, jobEffect, jobSchedule };
}
