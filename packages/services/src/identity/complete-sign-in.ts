import type { CompleteSignInInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { accountDisabled, recordSignInFailure } from "./check-credentials.ts";
import { type StartedSession, withAccessToken } from "./create-session.ts";
import { type Challenge, challengeInvalid, getChallenge, useChallenge } from "./factors/challenges.ts";
import { checkCode } from "./factors/check-code.ts";
import { notifyFactorChange } from "./factors/notify.ts";
import { type TrustedDeviceCookie, trustDevice } from "./factors/trusted-devices.ts";
import { lockKeyOf } from "./known-browsers.ts";
import { openSession } from "./open-session.ts";
import { recordSignInAttempt } from "./sign-in-attempts.ts";
import type { CountedTry } from "./sign-in-lock.ts";

/** The second step of signing in, done. */
export interface CompletedSignIn {
  session: StartedSession;
  /** Null unless the browser is to be remembered. */
  trustedDevice: TrustedDeviceCookie | null;
}

/** The user of a challenge, as things are now: a changed password, or the end of all sessions, has made it worthless. */
async function getChallenged(db: Db, { userId, createdAt }: Challenge) {
  const { user } = db.tables;
  const [row] = await db.select().from(user).where(eq(user.id, userId));
  const isSince = (at: Date | null) => at !== null && at > createdAt;
  if (!row || isSince(row.passwordChangedAt) || isSince(row.sessionsEndedAt)) throw challengeInvalid();
  if (row.disabledAt) throw accountDisabled();
  return row;
}

/**
 * Starts the session that `signIn` held back, for a code of the second factor. Wrong codes count with wrong passwords.
 * Throws `CHALLENGE_INVALID`, `CODE_WRONG`, `SIGN_IN_LOCKED`, `ACCOUNT_DISABLED`.
 */
export async function completeSignIn(ctx: Ctx, input: Omit<CompleteSignInInput, "delivery">): Promise<CompletedSignIn> {
  const challenge = await getChallenge(ctx, input.challenge);
  const user = await getChallenged(ctx.db, challenge);
  const { id: userId, emailKey } = user;
  const attempt = { user, emailKey, door: "web" };
  const lockKey = lockKeyOf(ctx, userId);
  const onWrong = (counted: CountedTry) => recordSignInFailure(ctx, attempt, { reason: "CODE_WRONG", counted });
  const { seed, trustedDevice } = await checkCode(ctx, { userId, code: input.code, lockKey, onWrong }, async (tx, method) => {
    await useChallenge(tx, ctx, input.challenge);
    await getChallenged(tx, challenge);
    await recordSignInAttempt(tx, ctx, { userId, emailKey, door: "web", reason: null });
    if (method === "backup-code") await notifyFactorChange(tx, ctx, userId, "backup-code-used");
    return {
      seed: await openSession(tx, ctx, { userId, secondFactorAt: ctx.clock(), details: { secondFactor: method } }),
      trustedDevice: input.rememberDevice ? await trustDevice(tx, ctx, userId) : null,
    };
  });
  return { session: await withAccessToken(ctx, seed), trustedDevice };
}
