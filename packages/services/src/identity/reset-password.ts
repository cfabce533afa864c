import type { ResetPasswordInput } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { endAllSessions } from "./end-all-sessions.ts";
import { forgetTrustedDevices } from "./factors/trusted-devices.ts";
import { lockKeyOf } from "./known-browsers.ts";
import { linkInvalid, readToken, takeToken, voidTokens } from "./one-time-tokens.ts";
import { originOf } from "./origin.ts";
import { passwordContextOf } from "./password-context.ts";
import { requireGoodPassword } from "./password-rules.ts";
import { clearTries, lockKeys } from "./sign-in-lock.ts";

const PURPOSE = "reset-password";

/**
 * Sets a new password with a link out of a mail. Every session ends, a lock of the account and of this browser is lifted, and
 * nobody is signed in: a second factor is still asked for. Throws `LINK_INVALID`, `PASSWORD_COMMON`.
 */
export async function resetPassword(ctx: Ctx, { token, password }: ResetPasswordInput): Promise<{ userId: string }> {
  const { userId } = await readToken(ctx, { token, purpose: PURPOSE });
  await requireGoodPassword(password, await passwordContextOf(ctx.db, userId));
  const passwordHash = await ctx.passwords.hash(password);
  return ctx.db.transaction(async (tx) => {
    const { email } = await takeToken(tx, ctx, { token, purpose: PURPOSE });
    const now = ctx.clock();
    const { user } = tx.tables;
    const [changed] = await tx
      .update(user)
      .set({ passwordHash, passwordChangedAt: now, updatedAt: now })
      .where(and(eq(user.id, userId), isNull(user.disabledAt)))
      .returning({ email: user.email });
    if (!changed) throw linkInvalid();
    // The mail got there.
    if (email === changed.email)
      await tx
        .update(user)
        .set({ emailVerifiedAt: now })
        .where(and(eq(user.id, userId), isNull(user.emailVerifiedAt)));
    await endAllSessions(tx, ctx, { userId, reason: "password-reset" });
    await forgetTrustedDevices(tx, userId);
    // Forgotten passwords are tried most where their owner is known.
    await clearTries(tx, lockKeys.user(userId), lockKeyOf(ctx, userId));
    await voidTokens(tx, ctx, { userId, purposes: ["change-email"] });
    await recordAudit(tx, ctx, { action: "password.reset", subject: { type: "user", id: userId }, actor: { userId } });
    await sendMail(tx, ctx, { to: changed.email, userId, template: "password-changed", data: originOf(ctx) });
    return { userId };
  });
}
