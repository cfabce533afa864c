import { AppError, type JsonValue } from "@causeway/contract";
import type { Tables } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import type { Runtime } from "../runtime/context.ts";
import { safeMessage } from "../runtime/describe-error.ts";
import { backoffDelay } from "./backoff.ts";
import { type Claim, jobTopic } from "./internal.ts";
import type { AnyJob } from "./registry.ts";

const MAX_ERROR_LENGTH = 2000;

type Change = Partial<Tables["job"]["$inferInsert"]>;

const released: Change = { lockedBy: null, lockedUntil: null };

/** Only while it is still this worker's; gives what is stored then, or null when somebody else has it. */
export async function changeClaimed({ db }: Pick<Runtime, "db">, claim: Claim, change: Change) {
  const { job } = db.tables;
  const [row] = await db
    .update(job)
    .set(change)
    .where(and(eq(job.id, claim.id), eq(job.state, "active"), eq(job.lockedBy, claim.workerId), eq(job.attempts, claim.attempt)))
    .returning({ cancelRequestedAt: job.cancelRequestedAt });
  return row ?? null;
}

export type Outcome =
  | { kind: "completed"; result: JsonValue }
  | { kind: "cancelled" }
  /** The process stops: the attempt does not count. */
  | { kind: "released" }
  | { kind: "failed"; error: unknown; isFinal: boolean };

function shortText(error: unknown): string {
  const text = error instanceof AppError ? `${error.reason}: ${error.message}` : safeMessage(error);
  // An error may quote anything; Postgres takes neither of these.
  return text.replaceAll("\0", "\ufffd").slice(0, MAX_ERROR_LENGTH).toWellFormed();
}

function changeOf(outcome: Outcome, claim: Claim, definition: AnyJob, now: Date): Change {
  const ended: Change = { ...released, finishedAt: now, dedupeKey: null };
  switch (outcome.kind) {
    case "completed":
      return { ...ended, state: "completed", result: outcome.result, lastError: null };
    case "cancelled":
      return { ...ended, state: "cancelled" };
    case "released":
      return { ...released, state: "queued", runAt: now, attempts: claim.attempt - 1 };
    case "failed": {
      const lastError = shortText(outcome.error);
      if (outcome.isFinal || claim.attempt >= claim.maxAttempts) return { ...ended, state: "dead", lastError };
      return { ...released, state: "queued", lastError, runAt: new Date(now.getTime() + backoffDelay(definition, claim.attempt)) };
    }
  }
}

/** Writes down what became of an attempt; nothing when another worker has taken the job over meanwhile. */
export async function settleJob(runtime: Runtime, claim: Claim, definition: AnyJob, outcome: Outcome): Promise<void> {
  const change = changeOf(outcome, claim, definition, runtime.clock());
  await runtime.db.transaction(async (tx) => {
    const row = await changeClaimed({ db: tx }, claim, change);
    if (row && change.state === "queued" && change.runAt) await runtime.jobs.announce(tx, { id: claim.id, runAt: change.runAt });
  });
  runtime.events.publish(jobTopic(claim.id));
}
