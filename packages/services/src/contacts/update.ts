import type { Contact, UpdateContactInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { creditReengagement } from "./credit-reengagement.ts";
import { getAccessibleContact, requireFreePhone, requirePhoneNumber } from "./internal.ts";

/** Changes a customer. Throws `CONTACT_NOT_FOUND`, `PHONE_REFUSED`, `PHONE_TAKEN`. */
export async function updateContact(ctx: Ctx, { id, country, phone: written, ...input }: UpdateContactInput): Promise<Contact> {
  requirePermission(ctx, "contact:write");
  const given = written === undefined ? undefined : requirePhoneNumber(written, country);
  return ctx.db.transaction(async (tx) => {
    const before = await getAccessibleContact(tx, ctx, id, "contact:write-any");
    const { restaurantId } = before;
    const phone = given ?? before.phone;
    if (phone !== before.phone) await requireFreePhone(tx, { restaurantId, phone, id });
    const change = { ...input, phone, ...(input.notes === "" ? { notes: null } : {}), updatedAt: ctx.clock() };
    await tx.update(tx.tables.contact).set(change).where(eq(tx.tables.contact.id, id));
    const after = { phone, lastOrderOn: input.lastOrderOn === undefined ? before.lastOrderOn : input.lastOrderOn };
    await creditReengagement(tx, { restaurantId, changes: [{ ...after, before: before.lastOrderOn }] });
    await recordAudit(tx, ctx, {
      action: "contact.update",
      subject: { type: "contact", id },
      details: { changed: Object.keys({ ...input, ...(given === undefined ? {} : { phone }) }).join(",") },
    });
    return getAccessibleContact(tx, ctx, id, "contact:write-any");
  });
}
