import type { SignInInput } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { checkCredentials } from "./check-credentials.ts";
import { createSession, type StartedSession, withAccessToken } from "./create-session.ts";
import { findUserByEmail } from "./internal.ts";
import { passwordSpellings } from "./password-spellings.ts";

/** Starts a session for an e-mail address and password. A weaker stored hash is renewed in the same transaction. */
export async function signIn(ctx: Ctx, input: Pick<SignInInput, "email" | "password">): Promise<StartedSession> {
  const user = await findUserByEmail(ctx.db, input.email);
  const { userId, applyRehash } = await checkCredentials(ctx, user, passwordSpellings(input.password));
  const seed = await ctx.db.transaction(async (tx) => {
    const session = await createSession(tx, ctx, { userId });
    await applyRehash(tx);
    await recordAudit(tx, ctx, {
      action: "session.create",
      subject: { type: "session", id: session.sessionId },
      actor: { userId },
    });
    return session;
  });
  return withAccessToken(ctx, seed);
}
