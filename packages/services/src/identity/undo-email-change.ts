import type { LinkInput } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { endAllSessions } from "./end-all-sessions.ts";
import { getUser } from "./internal.ts";
import { createLink, linkInvalid, takeToken, voidTokens } from "./one-time-tokens.ts";
import { originOf } from "./origin.ts";
import { setEmail } from "./set-email.ts";

/**
 * Takes a change of address back with the link that the old address got. Whoever made the change knew the password: all
 * sessions end, no password opens the account any more, and a link for a new one is sent. Throws `LINK_INVALID`,
 * `EMAIL_TAKEN`.
 */
export async function undoEmailChange(ctx: Ctx, { token }: LinkInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { userId, email } = await takeToken(tx, ctx, { token, purpose: "undo-email-change" });
    const { disabledAt } = await getUser(tx, userId);
    if (disabledAt) throw linkInvalid();
    await setEmail(tx, ctx, { userId, email, passwordHash: null });
    await endAllSessions(tx, ctx, { userId, reason: "email-change-undone" });
    await voidTokens(tx, ctx, { userId, purposes: ["reset-password", "verify-email", "change-email"] });
    await recordAudit(tx, ctx, { action: "email.undo-change", subject: { type: "user", id: userId }, actor: { userId } });
    const link = await createLink(tx, ctx, { userId, purpose: "reset-password", email });
    await sendMail(tx, ctx, { to: email, userId, template: "reset-password", data: { ...link, ...originOf(ctx) } });
  });
}
