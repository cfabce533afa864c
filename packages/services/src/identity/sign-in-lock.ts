import { createHash } from "node:crypto";
import { AppError } from "@causeway/contract";
import { type Db, translateDatabaseError } from "@causeway/db";
import { and, eq, gt, gte, lt, lte, or, sql } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";

/** Wrong tries in a row, of password and second factor together, that lock. */
export const LOCK_TRIES = 5;
export const LOCK_MS = 15 * 60 * 1000;
/** Wrong tries older than this no longer count. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/** What is guarded: tries of one key count together. */
export const lockKeys = {
  /** An account, over every door and with either factor. */
  user: (userId: string) => `user:${userId}`,
  /** An address that no account has, so that it locks as one that has. */
  address: (emailKey: string) => `address:${createHash("sha256").update(emailKey).digest("base64url")}`,
  /** A browser that has been signed in to the account before: strangers cannot lock it out. */
  device: (userId: string, deviceId: string) => `device:${userId}:${deviceId}`,
  /** Proving oneself again within an open session, which strangers cannot lock either. */
  session: (sessionId: string) => `session:${sessionId}`,
};

export const isDeviceKey = (key: string) => key.startsWith("device:");

/** A try that was counted. `isLast`: if it fails, the key is locked. */
export interface CountedTry {
  key: string;
  isLast: boolean;
}

function signInLocked(retryAfterMs: number): AppError {
  return new AppError({
    code: "TOO_MANY_REQUESTS",
    reason: "SIGN_IN_LOCKED",
    message:
      "There were too many wrong attempts. Wait 15 minutes, use a browser that you have signed in with before, or reset your password.",
    details: { retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) },
  });
}

/**
 * Counts one try as a wrong one, before the secret is looked at, in one statement: of any number of tries at once, in any
 * number of processes, no more than `LOCK_TRIES` are let through. Whoever was right calls `clearTries`, or `forgiveTry` where
 * another factor is still to come. Throws `SIGN_IN_LOCKED`.
 */
export async function countTry(ctx: Pick<Ctx, "db" | "clock" | "unwrittenTries">, key: string): Promise<CountedTry> {
  const { signInLock: lock } = ctx.db.tables;
  const now = ctx.clock();
  const lockedUntil = new Date(now.getTime() + LOCK_MS);
  const startsAnew = sql`(${or(gte(lock.failures, LOCK_TRIES), lt(lock.lastFailureAt, new Date(now.getTime() - FORGET_MS)))})`;
  const locks = sql`(${and(eq(lock.failures, LOCK_TRIES - 1), sql`not ${startsAnew}`)})`;
  const [row] = await ctx.db
    .insert(lock)
    .values({ key, failures: 1, lastFailureAt: now, lockedUntil: null })
    .onConflictDoUpdate({
      target: lock.key,
      set: {
        failures: sql`case when ${startsAnew} then 1 else ${lock.failures} + 1 end`,
        lastFailureAt: now,
        lockedUntil: sql`case when ${locks} then ${sql.param(lockedUntil, lock.lockedUntil)} else ${lock.lockedUntil} end`,
      },
      setWhere: sql`(${or(lt(lock.failures, LOCK_TRIES), lte(lock.lockedUntil, now))})`,
    })
    .returning({ failures: lock.failures })
    .catch((error: unknown) => [{ failures: countUnwritten(ctx, key, error) }]);
  if (!row) throw signInLocked(await remainingMs(ctx, key));
  return { key, isLast: row.failures >= LOCK_TRIES };
}

/** Takes back one counted try that was right, or never looked at, and leaves earlier ones. */
export async function forgiveTry(db: Db, { key }: CountedTry): Promise<void> {
  const { signInLock: lock } = db.tables;
  await db
    .update(lock)
    .set({ failures: sql`${lock.failures} - 1`, lockedUntil: null })
    .where(and(eq(lock.key, key), gt(lock.failures, 0)));
}

/** For a try that failed for another reason than a wrong secret: takes it back and throws the reason. */
export async function takeBackTry(db: Db, counted: CountedTry, error: unknown): Promise<never> {
  // The reason matters more than the count.
  await forgiveTry(db, counted).catch(() => undefined);
  throw error;
}

/** Forgets all tries of these keys. In the transaction of what the right secret opened. */
export async function clearTries(tx: Db, ...keys: string[]): Promise<void> {
  const { signInLock: lock } = tx.tables;
  for (const key of keys) await tx.delete(lock).where(eq(lock.key, key));
}

/** While nothing can be written, this process counts by itself: whoever knows the password still gets in, guessing stays bounded. */
function countUnwritten(ctx: Pick<Ctx, "clock" | "unwrittenTries">, key: string, error: unknown): number {
  const translated = translateDatabaseError(error);
  if (!(translated instanceof AppError) || translated.reason !== "STORAGE_FULL") throw error;
  const failures = ctx.unwrittenTries.add(key, ctx.clock());
  if (failures > LOCK_TRIES) throw signInLocked(LOCK_MS);
  return failures;
}

async function remainingMs({ db, clock }: Pick<Ctx, "db" | "clock">, key: string): Promise<number> {
  const { signInLock: lock } = db.tables;
  const [row] = await db.select({ lockedUntil: lock.lockedUntil }).from(lock).where(eq(lock.key, key));
  return (row?.lockedUntil?.getTime() ?? 0) - clock().getTime();
}
