import { and, isNull, lt, lte, or } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long tries to sign in are kept: what is seen as a familiar place goes by them as well. */
export const ATTEMPTS_KEPT_MS = 90 * DAY_MS;

/** Forgets old tries to sign in, counts that no longer matter, and links that have run out. */
export const forgetAttemptsJob = defineJob({
  name: "account.forget-attempts",
  payload: z.null(),
  cron: { pattern: "41 3 * * *", timeZone: "UTC" },
  async run({ db, clock }) {
    const { signInAttempt, signInLock, oneTimeToken } = db.tables;
    const ago = (milliseconds: number) => new Date(clock().getTime() - milliseconds);
    await db.delete(signInAttempt).where(lt(signInAttempt.at, ago(ATTEMPTS_KEPT_MS)));
    const isOpen = or(isNull(signInLock.lockedUntil), lte(signInLock.lockedUntil, clock()));
    await db.delete(signInLock).where(and(lt(signInLock.lastFailureAt, ago(DAY_MS)), isOpen));
    await db.delete(oneTimeToken).where(lt(oneTimeToken.expiresAt, ago(30 * DAY_MS)));
  },
});
