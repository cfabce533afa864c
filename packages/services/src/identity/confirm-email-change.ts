import type { LinkInput } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { getUser } from "./internal.ts";
import { createLink, linkInvalid, takeToken, voidTokens } from "./one-time-tokens.ts";
import { originOf } from "./origin.ts";
import { setEmail } from "./set-email.ts";

/**
 * Puts the new address in the place of the old one, with the link that went to the new one. The old one gets a link that
 * takes it back. Throws `LINK_INVALID`, `EMAIL_TAKEN`.
 */
export async function confirmEmailChange(ctx: Ctx, { token }: LinkInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { userId, email } = await takeToken(tx, ctx, { token, purpose: "change-email" });
    const before = await getUser(tx, userId);
    if (before.disabledAt) throw linkInvalid();
    await setEmail(tx, ctx, { userId, email });
    await voidTokens(tx, ctx, { userId, purposes: ["reset-password", "verify-email"] });
    await recordAudit(tx, ctx, { action: "email.change", subject: { type: "user", id: userId }, actor: { userId } });
    const { link: undoLink } = await createLink(tx, ctx, { userId, purpose: "undo-email-change", email: before.email });
    const data = { ...originOf(ctx), step: "done" as const, undoLink };
    await sendMail(tx, ctx, { to: before.email, userId, template: "email-change-notice", data });
  });
}
