import { type ContactCommand, DONE, type Done } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleContact } from "./internal.ts";

/** Removes a customer; that the number opted out, and what was sent to it, stays known. Throws `CONTACT_NOT_FOUND`. */
export async function deleteContact(ctx: Ctx, { id }: ContactCommand): Promise<Done> {
  requirePermission(ctx, "contact:write");
  await ctx.db.transaction(async (tx) => {
    await getAccessibleContact(tx, ctx, id, "contact:write-any");
    await tx.delete(tx.tables.contact).where(eq(tx.tables.contact.id, id));
    await recordAudit(tx, ctx, { action: "contact.delete", subject: { type: "contact", id } });
  });
  return DONE;
}
