import type { ListRecipientsInput, Page, Recipient } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleCampaign } from "./internal.ts";

/** Who a campaign's messages are for and what became of each, all or those in one state. Throws `CAMPAIGN_NOT_FOUND`. */
export async function listRecipients(ctx: Ctx, { id, status, cursor, limit }: ListRecipientsInput): Promise<Page<Recipient>> {
  requirePermission(ctx, "campaign:read");
  await getAccessibleCampaign(ctx.db, ctx, id, "campaign:read-any");
  const { contact, smsMessage: message } = ctx.db.tables;
  // Each in the order of the index that serves it.
  const key = status === undefined ? ("phone" as const) : ("id" as const);
  const paging = paginate<Recipient>({
    keys: [{ column: message[key], order: "asc", value: (row) => row[key] }],
    cursor,
    limit,
  });
  const rows = await ctx.db
    .select({
      id: message.id,
      contactId: message.contactId,
      name: contact.name,
      phone: message.phone,
      status: message.status,
      segments: message.segments,
      errorCode: message.errorCode,
      costMicros: message.costMicros,
      sentAt: message.sentAt,
      updatedAt: message.updatedAt,
    })
    .from(message)
    .leftJoin(contact, eq(contact.id, message.contactId))
    .where(and(eq(message.campaignId, id), status && eq(message.status, status), paging.where))
    .orderBy(...paging.orderBy)
    .limit(paging.limit);
  return paging.page(rows);
}
