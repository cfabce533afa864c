import { inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";

const KEPT_MS = 90 * 24 * 60 * 60_000;
const BATCH = 500;

/** Forgets mails that were written 90 days ago, whatever became of them. */
export const removeOldMail = defineJob({
  name: "mail.remove-old",
  payload: z.null(),
  cron: { pattern: "41 3 * * *", timeZone: "UTC" },
  async run({ db, clock, signal }) {
    const { mailMessage } = db.tables;
    const before = new Date(clock().getTime() - KEPT_MS);
    let removed = 0;
    while (!signal.aborted) {
      const rows = await db.select({ id: mailMessage.id }).from(mailMessage).where(lt(mailMessage.createdAt, before)).limit(BATCH);
      if (rows.length === 0) break;
      await db.delete(mailMessage).where(
        inArray(
          mailMessage.id,
          rows.map(({ id }) => id),
        ),
      );
      removed += rows.length;
    }
    return { removed };
  },
});
