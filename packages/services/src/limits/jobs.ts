import { lt } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";

/** Windows that are over; a caller that comes back begins a new one in the same row. */
export const removeOldWindowsJob = defineJob({
  name: "limits.clean",
  payload: z.null(),
  cron: { pattern: "23 * * * *", timeZone: "UTC" },
  maxAttempts: 1,
  async run({ db, clock }) {
    await db.delete(db.tables.rateLimit).where(lt(db.tables.rateLimit.expiresAt, clock()));
  },
});
