import type { Contact, CreateContactInput } from "@causeway/contract";
import { newId } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleContact, requireFreePhone, requirePhoneNumber } from "./internal.ts";

/** Adds a customer. Throws `RESTAURANT_NOT_FOUND`, `PHONE_REFUSED`, `PHONE_TAKEN`. */
export async function createContact(ctx: Ctx, input: CreateContactInput): Promise<Contact> {
  requirePermission(ctx, "contact:write");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "contact:write-any");
  const phone = requirePhoneNumber(input.phone, input.country);
  const id = newId();
  return ctx.db.transaction(async (tx) => {
    await requireFreePhone(tx, { restaurantId, phone });
    const now = ctx.clock();
    await tx.insert(tx.tables.contact).values({
      id,
      restaurantId,
      phone,
      name: input.name,
      email: input.email ?? null,
      notes: input.notes || null,
      lastOrderOn: input.lastOrderOn ?? null,
      createdAt: now,
      updatedAt: now,
    });
    await recordAudit(tx, ctx, { action: "contact.create", subject: { type: "contact", id } });
    return getAccessibleContact(tx, ctx, id, "contact:write-any");
  });
}
