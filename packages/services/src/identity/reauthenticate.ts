import type { ReauthenticateInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { type StartedSession, withAccessToken } from "./create-session.ts";
import { checkOwnCode } from "./factors/check-own-code.ts";
import { provePassword } from "./prove-password.ts";
import { replaceSession } from "./replace-session.ts";

/**
 * Proves who is at the keyboard, with the password or a code of the second factor, for what `requireRecentProof` guards: a new
 * session takes the place of the one in use. Throws `PASSWORD_WRONG`, `CODE_WRONG`, `FACTOR_NONE`, `SIGN_IN_LOCKED`.
 */
export async function reauthenticate(ctx: Ctx, { password, code }: Omit<ReauthenticateInput, "delivery">): Promise<StartedSession> {
  const { userId, sessionId } = requireOwnSession(ctx);
  const renew = async (tx: Db) => {
    const session = await replaceSession(tx, ctx, sessionId);
    await recordAudit(tx, ctx, { action: "session.prove", subject: { type: "session", id: session.sessionId } });
    return session;
  };
  if (code !== undefined) return withAccessToken(ctx, await checkOwnCode(ctx, { userId, sessionId, code }, renew));
  await provePassword(ctx, { userId, sessionId }, password ?? "");
  return withAccessToken(ctx, await ctx.db.transaction(renew));
}
