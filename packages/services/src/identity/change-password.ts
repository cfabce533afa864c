import { AppError, type ChangePasswordInput } from "@causeway/contract";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import { requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { type StartedSession, withAccessToken } from "./create-session.ts";
import { endAllSessions } from "./end-all-sessions.ts";
import { forgetTrustedDevices } from "./factors/trusted-devices.ts";
import { voidTokens } from "./one-time-tokens.ts";
import { originOf } from "./origin.ts";
import { passwordContextOf } from "./password-context.ts";
import { requireGoodPassword } from "./password-rules.ts";
import { provePassword } from "./prove-password.ts";
import { replaceSession } from "./replace-session.ts";

/**
 * Changes the caller's password, which takes the current one. All sessions end; a new one takes the place of the one in use.
 * Throws `PASSWORD_WRONG`, `SIGN_IN_LOCKED`, `PASSWORD_COMMON`.
 */
export async function changePassword(
  ctx: Ctx,
  { currentPassword, newPassword }: Pick<ChangePasswordInput, "currentPassword" | "newPassword">,
): Promise<StartedSession> {
  const caller = requireOwnSession(ctx);
  const { userId } = caller;
  await requireGoodPassword(newPassword, await passwordContextOf(ctx.db, userId));
  const provenHash = await provePassword(ctx, caller, currentPassword);
  const passwordHash = await ctx.passwords.hash(newPassword);
  const seed = await ctx.db.transaction(async (tx) => {
    const now = ctx.clock();
    const { user } = tx.tables;
    const session = await replaceSession(tx, ctx, caller.sessionId);
    // Over the very hash that was proven: of two changes at once, one wins.
    const [changed] = await tx
      .update(user)
      .set({ passwordHash, passwordChangedAt: now, updatedAt: now })
      .where(and(eq(user.id, userId), eq(user.passwordHash, provenHash)))
      .returning({ email: user.email });
    if (!changed) throw changedMeanwhile();
    await endAllSessions(tx, ctx, { userId, reason: "password-changed", but: session.sessionId });
    await forgetTrustedDevices(tx, userId);
    await voidTokens(tx, ctx, { userId, purposes: ["reset-password", "change-email"] });
    await recordAudit(tx, ctx, { action: "password.change", subject: { type: "user", id: userId } });
    await sendMail(tx, ctx, { to: changed.email, userId, template: "password-changed", data: originOf(ctx) });
    return session;
  });
  return withAccessToken(ctx, seed);
}

function changedMeanwhile(): AppError {
  return new AppError({ code: "FORBIDDEN", reason: "PASSWORD_WRONG", message: "The password was changed at the same moment." });
}
