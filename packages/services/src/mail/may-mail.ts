import type { MailTemplateName } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, gt } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";

const HOUR_MS = 60 * 60_000;
const MAILS_PER_HOUR = 3;

/** False once an address has got three mails of this kind within an hour: nobody's mailbox is to be filled with our help. */
export async function mayMail(tx: Db, ctx: Ctx, { to, template }: { to: string; template: MailTemplateName }): Promise<boolean> {
  const { mailMessage: table } = tx.tables;
  const since = new Date(ctx.clock().getTime() - HOUR_MS);
  const recent = and(eq(table.recipient, to), gt(table.createdAt, since), eq(table.template, template));
  return (await tx.$count(table, recent)) < MAILS_PER_HOUR;
}
