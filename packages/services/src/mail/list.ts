import type { ListMailInput, MailSummary, Page } from "@causeway/contract";
import { containsPattern, paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { mailColumns } from "./internal.ts";

/** The outbox, newest first. */
export async function listMail(ctx: Ctx, input: ListMailInput): Promise<Page<MailSummary>> {
  requirePermission(ctx, "mail:read");
  const { mailMessage } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<MailSummary>({
    keys: [
      { column: mailMessage.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: mailMessage.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select(mailColumns(ctx))
    .from(mailMessage)
    .where(
      and(
        input.search ? ctx.db.fn.likeAscii(mailMessage.recipient, containsPattern(input.search)) : undefined,
        input.state && eq(mailMessage.state, input.state),
        input.template && eq(mailMessage.template, input.template),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
