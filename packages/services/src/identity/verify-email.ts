import type { LinkInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import { requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getUser } from "./internal.ts";
import { createLink, linkInvalid, mayMailLink, takeToken } from "./one-time-tokens.ts";

/** Mails a link that confirms the address. In the transaction of the sign-up, or of whatever made the address new. */
export async function sendVerification(tx: Db, ctx: Ctx, { userId, email }: { userId: string; email: string }): Promise<void> {
  const data = await createLink(tx, ctx, { userId, purpose: "verify-email", email });
  await sendMail(tx, ctx, { to: email, userId, template: "verify-email", data });
}

/** The same once more, for the caller; nothing once the address is confirmed, or three times within an hour. */
export async function resendVerification(ctx: Ctx): Promise<void> {
  const { userId } = requireOwnSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { email, emailVerifiedAt } = await getUser(tx, userId);
    if (emailVerifiedAt || !(await mayMailLink(tx, ctx, { userId, purpose: "verify-email" }))) return;
    await sendVerification(tx, ctx, { userId, email });
    await recordAudit(tx, ctx, { action: "email.send-verification", subject: { type: "user", id: userId } });
  });
}

/** Confirms with a link out of a mail that it reached the user. Throws `LINK_INVALID`, also when the address has changed since. */
export async function verifyEmail(ctx: Ctx, { token }: LinkInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { userId, email } = await takeToken(tx, ctx, { token, purpose: "verify-email" });
    const { user } = tx.tables;
    const verified = await tx
      .update(user)
      .set({ emailVerifiedAt: ctx.clock(), updatedAt: ctx.clock() })
      .where(and(eq(user.id, userId), eq(user.email, email)))
      .returning({ id: user.id });
    if (verified.length === 0) throw linkInvalid();
    await recordAudit(tx, ctx, { action: "email.verify", subject: { type: "user", id: userId }, actor: { userId } });
  });
}
