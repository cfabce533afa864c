import type { Contact, GetContactInput } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleContact } from "./internal.ts";

/** One customer. Throws `CONTACT_NOT_FOUND`. */
export async function getContact(ctx: Ctx, { id }: GetContactInput): Promise<Contact> {
  requirePermission(ctx, "contact:read");
  return getAccessibleContact(ctx.db, ctx, id, "contact:read-any");
}
