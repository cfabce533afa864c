import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { lockKeyOf } from "./known-browsers.ts";
import { noticeLock } from "./notice-lock.ts";
import { recordSignInAttempt, type SignInAttemptEntry } from "./sign-in-attempts.ts";
import { clearTries, type CountedTry, countTry, forgiveTry, isDeviceKey, lockKeys, takeBackTry } from "./sign-in-lock.ts";

export interface CredentialRow {
  id: string;
  passwordHash: string | null;
  passwordChangedAt: Date | null;
  disabledAt: Date | null;
  /** Disabled by its own wish to be deleted. */
  deleteAfter: Date | null;
}

/** Somebody who wants in, at one of the doors. */
export interface SignInTry extends Pick<SignInAttemptEntry, "emailKey" | "door"> {
  /** Null where nobody has the address. */
  user: CredentialRow | null;
  /** What the typed password may stand for, to be tried in order. */
  spellings: readonly [string, ...string[]];
}

/**
 * A right password. Exactly one of the two is to be called, in the transaction of what follows from it: it throws when the
 * password was changed, or the account closed, while the hash was computed.
 */
export interface RightPassword {
  userId: string;
  /** The way in is free: earlier wrong tries are forgotten, a weaker stored hash is renewed. */
  settle(tx: Db): Promise<void>;
  /** A second factor is still to come: earlier wrong tries go on counting. */
  settleFirstFactor(tx: Db): Promise<void>;
}

/** The same for an unknown account and for a wrong password. */
export function credentialsWrong(): AppError {
  return new AppError({
    code: "UNAUTHORIZED",
    reason: "CREDENTIALS_WRONG",
    message: "The e-mail address or the password is not right.",
  });
}

export function accountDisabled(): AppError {
  return new AppError({
    code: "FORBIDDEN",
    reason: "ACCOUNT_DISABLED",
    message: "This account is disabled. Please contact support.",
  });
}

function accountClosed({ deleteAfter }: Pick<CredentialRow, "deleteAfter">): AppError {
  return deleteAfter ? accountClosing(deleteAfter) : accountDisabled();
}

function accountClosing(deleteAfter: Date): AppError {
  return new AppError({
    code: "FORBIDDEN",
    reason: "ACCOUNT_CLOSING",
    message: "This account is about to be deleted, as you wished. To keep it, open the link in the mail that we sent you.",
    details: { deleteAfter: deleteAfter.toISOString() },
  });
}

/**
 * Checks a password against a user that may not exist, in the same time either way, and calls `open` if it is right. Throws
 * `CREDENTIALS_WRONG`, the same for both, and `SIGN_IN_LOCKED` after too many of those, before any hash is computed;
 * `ACCOUNT_DISABLED` and `ACCOUNT_CLOSING` only to those who know the password. Each is written down.
 */
export async function checkCredentials<TResult>(
  ctx: Ctx,
  attempt: SignInTry,
  open: (right: RightPassword) => Promise<TResult>,
): Promise<TResult> {
  const { user, emailKey } = attempt;
  const key = user ? lockKeyOf(ctx, user.id) : lockKeys.address(emailKey);
  return ctx.turns.run(key, async () => {
    const counted = await countOrRefuse(ctx, attempt, key);
    const match = await findMatch(ctx, attempt).catch((error: unknown) => takeBackTry(ctx.db, counted, error));
    if (!user || !match) {
      await recordSignInFailure(ctx, attempt, { reason: "CREDENTIALS_WRONG", counted });
      throw credentialsWrong();
    }
    ctx.unwrittenTries.clear(key);
    if (user.disabledAt) {
      const error = accountClosed(user);
      await forgiveTry(ctx.db, counted);
      await recordSignInFailure(ctx, attempt, { reason: error.reason });
      throw error;
    }
    const better = match.needsRehash ? await rehash(ctx, match.password) : null;
    const right: RightPassword = {
      userId: user.id,
      async settle(tx) {
        await requireUnchanged(tx, user);
        await clearTries(tx, key);
        await applyRehash(tx, ctx, user, better);
        await recordSignInAttempt(tx, ctx, { ...entryOf(attempt), reason: null });
      },
      async settleFirstFactor(tx) {
        await requireUnchanged(tx, user);
        await forgiveTry(tx, counted);
        await applyRehash(tx, ctx, user, better);
      },
    };
    return open(right).catch(async (error: unknown) => {
      if (isRefusal(error)) await recordSignInFailure(ctx, attempt, { reason: error.reason });
      // What went wrong after a right password is nobody's wrong try.
      return takeBackTry(ctx.db, counted, error);
    });
  });
}

/** Computing a hash takes its time: whoever set a new password meanwhile has shut out the one that was typed. */
async function requireUnchanged(tx: Db, user: CredentialRow): Promise<void> {
  const { user: table } = tx.tables;
  const [row] = await tx.select().from(table).where(eq(table.id, user.id));
  const isChanged = row?.passwordChangedAt?.getTime() !== user.passwordChangedAt?.getTime();
  if (!row || row.passwordHash === null || isChanged) throw credentialsWrong();
  if (row.disabledAt) throw accountClosed(row);
}

const REFUSALS = ["CREDENTIALS_WRONG", "ACCOUNT_DISABLED", "ACCOUNT_CLOSING"];

/** True for what `requireUnchanged` throws. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && REFUSALS.includes(error.reason);
}

async function countOrRefuse(ctx: Ctx, attempt: SignInTry, key: string): Promise<CountedTry> {
  try {
    return await countTry(ctx, key);
  } catch (error) {
    if (error instanceof AppError && error.reason === "SIGN_IN_LOCKED")
      await recordSignInFailure(ctx, attempt, { reason: error.reason });
    throw error;
  }
}

/** The first spelling that is right. All are compared with no hash as well, so that an unknown account takes as long. */
async function findMatch(ctx: Ctx, { spellings, user }: SignInTry) {
  for (const password of spellings) {
    const { ok, needsRehash } = await ctx.passwords.verify(password, user?.passwordHash ?? null);
    if (ok) return { password, needsRehash };
  }
  return null;
}

/** Whose try it was, and where. */
type TriedDoor = Pick<SignInTry, "emailKey" | "door"> & { user: { id: string } | null };

const entryOf = ({ user, emailKey, door }: TriedDoor) => ({ userId: user?.id ?? null, emailKey, door });

/** Writes down a wrong password or code; and, where it locks the account, that it does, and tells the owner. */
export async function recordSignInFailure(
  ctx: Ctx,
  attempt: TriedDoor,
  failure: { reason: string; counted?: CountedTry },
): Promise<void> {
  const { reason, counted } = failure;
  const about = attempt.user ? { subject: { type: "user", id: attempt.user.id } } : {};
  const details = attempt.door === "web" ? {} : { system: attempt.door };
  await ctx.db.transaction(async (tx) => {
    await recordSignInAttempt(tx, ctx, { ...entryOf(attempt), reason });
    await recordAudit(tx, ctx, { action: "session.create", result: "failure", ...about, details: { ...details, reason } });
    if (!counted?.isLast) return;
    await recordAudit(tx, ctx, { action: "sign-in.lock", result: "failure", ...about, details });
    // The count of a known browser closes that browser only.
    if (!isDeviceKey(counted.key)) await noticeLock(tx, ctx, attempt.user?.id ?? null);
  });
}

async function rehash(ctx: Ctx, password: string): Promise<string | null> {
  try {
    return await ctx.passwords.hash(password);
  } catch (error) {
    // Signing in matters more than a better hash: the next sign-in tries again.
    ctx.logger.warn({ err: error, requestId: ctx.requestId }, "the stored password hash could not be renewed");
    return null;
  }
}

async function applyRehash(tx: Db, ctx: Ctx, user: CredentialRow, better: string | null): Promise<void> {
  if (better === null || user.passwordHash === null) return;
  const table = tx.tables.user;
  // Only over the very hash that was checked: a password changed meanwhile stays changed.
  const renewed = await tx
    .update(table)
    .set({ passwordHash: better, updatedAt: ctx.clock() })
    .where(and(eq(table.id, user.id), eq(table.passwordHash, user.passwordHash)))
    .returning({ id: table.id });
  if (renewed.length === 0) return;
  await recordAudit(tx, ctx, {
    action: "password.rehash",
    subject: { type: "user", id: user.id },
    actor: { userId: user.id },
  });
}
