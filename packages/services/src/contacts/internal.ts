import { AppError, type Contact, type Permission } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { isLapsed } from "./lapsed.ts";
import { readPhoneNumber } from "./phone-number.ts";

type ContactRow = Omit<Contact, "isLapsed">;

/** The columns of a `Contact`; join `smsOptOut` by `ofContact`. */
export function contactColumns({ db }: Pick<Ctx, "db">) {
  const { contact, smsOptOut } = db.tables;
  const { id, restaurantId, name, phone, email, notes, lastOrderOn, createdAt, updatedAt } = contact;
  return { id, restaurantId, name, phone, email, notes, lastOrderOn, optedOutAt: smsOptOut.at, createdAt, updatedAt };
}

export function ofContact({ db }: Pick<Ctx, "db">) {
  const { contact, smsOptOut } = db.tables;
  return and(eq(smsOptOut.restaurantId, contact.restaurantId), eq(smsOptOut.phone, contact.phone));
}

export function describeContact({ clock }: Pick<Ctx, "clock">, row: ContactRow): Contact {
  return { ...row, isLapsed: isLapsed(row.lastOrderOn, clock()) };
}

/** The customer, if their restaurant is the caller's or the caller holds `anyPermission`. Throws `CONTACT_NOT_FOUND`. */
export async function getAccessibleContact(tx: Db, ctx: Ctx, id: string, anyPermission: Permission): Promise<Contact> {
  const { contact, restaurant, smsOptOut } = tx.tables;
  const [found] = await tx
    .select({ ...contactColumns({ db: tx }), ownerUserId: restaurant.ownerUserId })
    .from(contact)
    .innerJoin(restaurant, eq(restaurant.id, contact.restaurantId))
    .leftJoin(smsOptOut, ofContact({ db: tx }))
    .where(eq(contact.id, id));
  const isOwner = ctx.principal.kind === "user" && found?.ownerUserId === ctx.principal.userId;
  if (!found || !(isOwner || can(ctx, anyPermission))) {
    throw new AppError({ code: "NOT_FOUND", reason: "CONTACT_NOT_FOUND", message: "This customer does not exist." });
  }
  const { ownerUserId: _, ...row } = found;
  return describeContact(ctx, row);
}

/** As E.164. Throws `PHONE_REFUSED`. */
export function requirePhoneNumber(text: string, country: string): string {
  const reading = readPhoneNumber(text, country);
  if (reading.refusal === null) return reading.phone;
  throw new AppError({ code: "BAD_REQUEST", reason: "PHONE_REFUSED", message: `${reading.message}.` });
}

/** Throws `PHONE_TAKEN` when another customer of the restaurant has the number. */
export async function requireFreePhone(
  tx: Db,
  { restaurantId, phone, id }: { restaurantId: string; phone: string; id?: string },
): Promise<void> {
  const { contact } = tx.tables;
  const [other] = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(and(eq(contact.restaurantId, restaurantId), eq(contact.phone, phone)));
  if (!other || other.id === id) return;
  throw new AppError({
    code: "CONFLICT",
    reason: "PHONE_TAKEN",
    message: "Another customer of this restaurant has this number.",
    details: { contactId: other.id },
  });
}
