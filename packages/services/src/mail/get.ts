import { AppError, type GetMailInput, type Mail } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { mailColumns } from "./internal.ts";
import { hiddenLink } from "./words.ts";

/** One mail with its words. That somebody read it is audited: without a mail service its links are shown. Throws `MAIL_NOT_FOUND`. */
export async function getMail(ctx: Ctx, { id }: GetMailInput): Promise<Mail> {
  requirePermission(ctx, "mail:read");
  return ctx.db.transaction(async (tx) => {
    const { mailMessage } = tx.tables;
    const [row] = await tx
      .select({ ...mailColumns(ctx), text: mailMessage.text, html: mailMessage.html })
      .from(mailMessage)
      .where(eq(mailMessage.id, id));
    if (!row) throw new AppError({ code: "NOT_FOUND", reason: "MAIL_NOT_FOUND", message: "There is no such mail." });
    await recordAudit(tx, ctx, { action: "mail.read", subject: { type: "mail", id } });
    return { ...row, isLinkHidden: row.text.includes(hiddenLink(ctx)) };
  });
}
