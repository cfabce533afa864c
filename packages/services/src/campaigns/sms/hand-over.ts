import { ProviderError } from "@causeway/providers";
import { eq } from "drizzle-orm";
import type { JobRun } from "../../jobs/job.ts";
import { callbackUrl } from "./callback-url.ts";
import { type ClaimedMessage, listUncertain } from "./claims.ts";
import { type Outcome, settleMessage } from "./settle-message.ts";

/** A call that takes longer is given up; nobody knows then whether the message was sent. */
const CALL_MS = 30_000;

/** Gives one claimed message to the provider. Only what certainly was not sent may be sent again. */
async function handOver(run: JobRun, { id, phone: to, body }: ClaimedMessage): Promise<Outcome> {
  try {
    const message = { to, body, ...callbackUrl(run, id) };
    return { kind: "sent", accepted: await run.providers.sms.send(message, AbortSignal.timeout(CALL_MS)) };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      run.logger.error({ err: error, messageId: id }, "text message: nobody knows");
      return { kind: "unknown" };
    }
    switch (error.failure) {
      case "refused":
        return { kind: "refused", code: error.code };
      case "rate-limited":
      case "unavailable":
        return { kind: "unsent", retryAfterSeconds: error.retryAfterSeconds };
      case "timeout":
      case "malformed":
        return { kind: "unknown" };
    }
  }
}

/** Gives claimed messages to the provider, all at the same time, and writes down what became of them. */
export async function handOverAll(run: JobRun, messages: readonly ClaimedMessage[]): Promise<Outcome[]> {
  const settled = await Promise.all(messages.map(async (claimed) => ({ claimed, outcome: await handOver(run, claimed) })));
  try {
    await run.db.transaction(async (tx) => {
      for (const { claimed, outcome } of settled) await settleMessage(tx, run, claimed, outcome);
    });
  } catch (error) {
    // One that cannot be written down, such as an id that two messages were given, must not take the others with it.
    run.logger.error({ err: error }, "text messages: settled one by one");
    for (const { claimed, outcome } of settled) await settleAlone(run, claimed, outcome);
  }
  return settled.map(({ outcome }) => outcome);
}

async function settleAlone(run: JobRun, claimed: ClaimedMessage, outcome: Outcome): Promise<void> {
  try {
    await run.db.transaction((tx) => settleMessage(tx, run, claimed, outcome));
  } catch (error) {
    run.logger.error({ err: error, messageId: claimed.id }, "text message: nobody knows");
    await settleMessage(run.db, run, claimed, { kind: "unknown" });
  }
}

/**
 * Asks the provider for messages of which nobody knows whether they were sent. Those it has are sent; those it has not go back to
 * those that wait; where it cannot tell, or names a message that is another one's, they stay unknown. Gives how many stay so.
 */
export async function lookUpUncertain(run: JobRun, campaignId: string): Promise<number> {
  let unknown = 0;
  for (const claimed of await listUncertain(run, campaignId)) {
    run.signal.throwIfAborted();
    const outcome = await lookUp(run, claimed);
    if (outcome.kind === "unknown") unknown++;
    await run.db.transaction((tx) => settleMessage(tx, run, claimed, outcome));
  }
  return unknown;
}

async function lookUp(run: JobRun, { id, phone: to, body, claimedAt: since }: ClaimedMessage): Promise<Outcome> {
  try {
    const accepted = await run.providers.sms.find({ to, body, since }, AbortSignal.timeout(CALL_MS));
    if (accepted === null) return { kind: "unsent", retryAfterSeconds: null };
    if (await isAnothers(run, id, accepted.id)) throw new Error(`${accepted.id} is known as another message.`);
    return { kind: "sent", accepted };
  } catch (error) {
    run.logger.warn({ err: error, messageId: id }, "text message: still unknown");
    return { kind: "unknown" };
  }
}

async function isAnothers({ db }: JobRun, id: string, externalId: string): Promise<boolean> {
  const { smsMessage: message } = db.tables;
  const [row] = await db.select({ id: message.id }).from(message).where(eq(message.externalId, externalId));
  return row !== undefined && row.id !== id;
}
