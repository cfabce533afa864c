import { AppError, type Contact, type ContactCommand } from "@causeway/contract";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleContact } from "./internal.ts";

/** Who said that a number wants no messages: the customer by text message, or the restaurant for them. */
export type OptOutSource = "customer" | "restaurant";

/** No messages to this customer any more. Throws `CONTACT_NOT_FOUND`. */
export async function optOutContact(ctx: Ctx, { id }: ContactCommand): Promise<Contact> {
  requirePermission(ctx, "contact:write");
  return ctx.db.transaction(async (tx) => {
    const contact = await getAccessibleContact(tx, ctx, id, "contact:write-any");
    if (contact.optedOutAt !== null) return contact;
    const at = ctx.clock();
    const source: OptOutSource = "restaurant";
    await tx.insert(tx.tables.smsOptOut).values({ restaurantId: contact.restaurantId, phone: contact.phone, at, source });
    await recordAudit(tx, ctx, { action: "contact.opt-out", subject: { type: "contact", id } });
    return { ...contact, optedOutAt: at };
  });
}

/** Messages again. Throws `CONTACT_NOT_FOUND`, and `OPTED_OUT_BY_CUSTOMER` where only they can take it back. */
export async function optInContact(ctx: Ctx, { id }: ContactCommand): Promise<Contact> {
  requirePermission(ctx, "contact:write");
  return ctx.db.transaction(async (tx) => {
    const contact = await getAccessibleContact(tx, ctx, id, "contact:write-any");
    const { smsOptOut } = tx.tables;
    const [removed] = await tx
      .delete(smsOptOut)
      .where(and(eq(smsOptOut.restaurantId, contact.restaurantId), eq(smsOptOut.phone, contact.phone)))
      .returning({ source: smsOptOut.source });
    if (removed?.source === ("customer" satisfies OptOutSource)) {
      throw new AppError({
        code: "CONFLICT",
        reason: "OPTED_OUT_BY_CUSTOMER",
        message: "This customer asked for no more messages. Only they can take that back, by replying START.",
      });
    }
    if (removed) await recordAudit(tx, ctx, { action: "contact.opt-in", subject: { type: "contact", id } });
    return { ...contact, optedOutAt: null };
  });
}
