import { emailKey, type FactorMethod, type SignInInput } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { checkCredentials } from "./check-credentials.ts";
import { type SessionSeed, type StartedSession, withAccessToken } from "./create-session.ts";
import { createChallenge } from "./factors/challenges.ts";
import { listDueFactors } from "./factors/list-due-factors.ts";
import { findUserByEmail } from "./internal.ts";
import { openSession } from "./open-session.ts";
import { passwordSpellings } from "./password-spellings.ts";

/** A second factor is still to come: nothing was opened, and `completeSignIn` answers the challenge. */
export interface ChallengedSignIn {
  challenge: string;
  expiresAt: Date;
  methods: FactorMethod[];
}

export type SignInOutcome = { session: StartedSession; due: null } | { session: null; due: ChallengedSignIn };

/**
 * Starts a session for an e-mail address and password, or, where the user has a second factor that this browser is not excused
 * from, gives a challenge. A weaker stored hash is renewed in the same transaction.
 */
export async function signIn(ctx: Ctx, input: Pick<SignInInput, "email" | "password">): Promise<SignInOutcome> {
  const user = await findUserByEmail(ctx.db, input.email);
  const attempt = { user, emailKey: emailKey(input.email), door: "web", spellings: passwordSpellings(input.password) };
  const { seed, due } = await checkCredentials(ctx, attempt, ({ userId, settle, settleFirstFactor }) =>
    ctx.db.transaction(async (tx): Promise<{ seed: SessionSeed; due: null } | { seed: null; due: ChallengedSignIn }> => {
      const methods = await listDueFactors(tx, ctx, userId);
      if (methods.length > 0) {
        await settleFirstFactor(tx);
        return { seed: null, due: { ...(await createChallenge(tx, ctx, userId)), methods } };
      }
      const session = await openSession(tx, ctx, { userId });
      await settle(tx);
      return { seed: session, due: null };
    }),
  );
  return seed ? { session: await withAccessToken(ctx, seed), due: null } : { session: null, due };
}
