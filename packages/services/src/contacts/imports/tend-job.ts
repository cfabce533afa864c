import { and, eq, exists, not, sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../../jobs/job.ts";
import { importTopic } from "./internal.ts";
import { importContactsJob } from "./read-file-job.ts";

/**
 * Ends lists that nobody reads any more: their job was cancelled, or its worker vanished at the last attempt. What was read of them
 * stays, and the same list handed in again finds it.
 */
export const tendImportsJob = defineJob({
  name: "contacts.tend-imports",
  payload: z.null(),
  cron: { pattern: "*/10 * * * *", timeZone: "UTC" },
  async run({ db, clock, events }) {
    const { contactImport, job } = db.tables;
    // A job gives its key up at its end, whatever that was.
    const hasReader = exists(
      db
        .select({ one: sql`1` })
        .from(job)
        .where(and(eq(job.name, importContactsJob.name), eq(job.dedupeKey, contactImport.id))),
    );
    const ended = await db
      .update(contactImport)
      .set({
        state: "failed",
        failure: "The reading was stopped before its end. Please hand the list in again.",
        finishedAt: clock(),
      })
      .where(and(eq(contactImport.state, "reading"), not(hasReader)))
      .returning({ id: contactImport.id });
    for (const { id } of ended) events.publish(importTopic(id));
    return { ended: ended.length };
  },
});
