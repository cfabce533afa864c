import { ProviderError } from "@causeway/providers";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../jobs/job.ts";
import { openBody } from "./seal-body.ts";

const MAX_ATTEMPTS = 8;

/** Notes why the mail did not go out; `failed` once nobody tries again. */
async function noteFailure(run: JobRun, mailId: string, failure: { error: string; isLast: boolean }): Promise<void> {
  const { mailMessage } = run.db.tables;
  await run.db
    .update(mailMessage)
    .set({ lastError: failure.error, ...(failure.isLast ? { state: "failed" as const } : {}) })
    .where(eq(mailMessage.id, mailId));
}

/**
 * Hands one mail over. A mail server that never answered may have taken the mail, and it is tried again: twice is better than
 * never, and the Message-ID is the same. Tries for about an hour.
 */
export const sendMailJob = defineJob({
  name: "mail.send",
  payload: z.object({ mailId: z.string() }),
  maxAttempts: MAX_ATTEMPTS,
  backoffMs: 30_000,
  async run(run, { mailId }) {
    const { mailMessage } = run.db.tables;
    const [row] = await run.db.select().from(mailMessage).where(eq(mailMessage.id, mailId));
    if (!row || row.state === "sent") return;
    const body = row.sealedBody === null ? row : openBody(run.cipher, mailId, row.sealedBody);
    const mail = { to: row.recipient, subject: row.subject, text: body.text, html: body.html, key: mailId };
    try {
      const id = await run.once(`mail.send:${mailId}`, async () => (await run.providers.mail.send(mail, run.signal)).id);
      // Without a mail service the outbox is where a person finds the link; with one, only its recipient has it.
      const shown = run.providers.mail.isEmbedded ? { text: body.text, html: body.html } : {};
      await run.db
        .update(mailMessage)
        .set({ ...shown, state: "sent", externalId: id, sentAt: run.clock(), lastError: null, sealedBody: null })
        .where(eq(mailMessage.id, mailId));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const isRefused = error.failure === "refused";
      await noteFailure(run, mailId, { error: error.message, isLast: isRefused || run.job.attempt >= MAX_ATTEMPTS });
      if (!isRefused) throw error;
    }
  },
});
