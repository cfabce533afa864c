import { and, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "./job.ts";

const KEPT_MS = 14 * 24 * 60 * 60_000;
const BATCH = 500;

/** Forgets jobs that were completed or cancelled two weeks ago. Dead ones stay until somebody has looked at them. */
export const removeOldJobs = defineJob({
  name: "job.remove-old",
  payload: z.null(),
  cron: { pattern: "17 3 * * *", timeZone: "UTC" },
  async run({ db, clock, signal }) {
    const { job, jobEffect } = db.tables;
    const before = new Date(clock().getTime() - KEPT_MS);
    let removed = 0;
    while (!signal.aborted) {
      const rows = await db
        .select({ id: job.id })
        .from(job)
        .where(and(inArray(job.state, ["completed", "cancelled"]), lt(job.finishedAt, before)))
        .limit(BATCH);
      if (rows.length === 0) break;
      const ids = rows.map(({ id }) => id);
      await db.transaction(async (tx) => {
        await tx.delete(jobEffect).where(inArray(jobEffect.jobId, ids));
        await tx.delete(job).where(inArray(job.id, ids));
      });
      removed += ids.length;
    }
    return { removed };
  },
});
