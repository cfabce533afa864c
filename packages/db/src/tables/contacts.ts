import type { JsonValue } from "@causeway/contract";
import type { Kit } from "../kit.ts";
import type { fileTables } from "./files.ts";
import type { restaurantTables } from "./restaurants.ts";

export function contactTables(
  k: Kit,
  { restaurant, storedFile }: ReturnType<typeof restaurantTables> & ReturnType<typeof fileTables>,
) {
  const ofRestaurant = () =>
    k
      .text()
      .notNull()
      .references(() => restaurant.id, { onDelete: "cascade" });

  /** A customer of a restaurant. */
  const contact = k.table(
    "contact",
    {
      id: k.id(),
      restaurantId: ofRestaurant(),
      name: k.text().notNull(),
      /** E.164, such as `+15550100001`. */
      phone: k.text().notNull(),
      email: k.text(),
      notes: k.text(),
      /** `YYYY-MM-DD`. */
      lastOrderOn: k.text(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("contact_phone").on(t.restaurantId, t.phone),
      k.index("contact_last_order").on(t.restaurantId, t.lastOrderOn, t.id),
      k.index("contact_name").on(t.restaurantId, t.name, t.id),
      k.index("contact_created").on(t.restaurantId, t.createdAt, t.id),
      k.index("contact_number").on(t.phone),
    ],
  );

  /** Numbers that want no messages. Outlives the contact, so that a new list does not bring them back. */
  const smsOptOut = k.table(
    "sms_opt_out",
    { restaurantId: ofRestaurant(), phone: k.text().notNull(), at: k.time().notNull(), source: k.text().notNull() },
    (t) => [k.primaryKey({ columns: [t.restaurantId, t.phone] })],
  );

  /** One customer list that was handed in. */
  const contactImport = k.table(
    "contact_import",
    {
      id: k.id(),
      restaurantId: ofRestaurant(),
      fileId: k.text().references(() => storedFile.id, { onDelete: "set null" }),
      fileName: k.text().notNull(),
      state: k.text().$type<"reading" | "done" | "failed">().notNull(),
      rows: k.int().notNull(),
      accepted: k.int().notNull(),
      refused: k.int().notNull(),
      failure: k.text(),
      /** SHA-256 of the request that made it: the same id with another request is refused. */
      requestDigest: k.text(),
      /** The country whose numbers are meant where one comes without a country code. */
      country: k.text().notNull(),
      /** Bytes read, for showing how far it is. */
      bytesRead: k.int().notNull(),
      createdAt: k.time().notNull(),
      finishedAt: k.time(),
    },
    (t) => [k.index("contact_import_restaurant").on(t.restaurantId, t.createdAt, t.id)],
  );

  /** Who stands on a list. */
  const contactImportMember = k.table(
    "contact_import_member",
    {
      importId: k
        .text()
        .notNull()
        .references(() => contactImport.id, { onDelete: "cascade" }),
      contactId: k
        .text()
        .notNull()
        .references(() => contact.id, { onDelete: "cascade" }),
    },
    (t) => [k.primaryKey({ columns: [t.importId, t.contactId] }), k.index("contact_import_member_contact").on(t.contactId)],
  );

  /** A row of a list that was not taken, with its cells, until somebody corrects it. */
  const contactImportError = k.table(
    "contact_import_error",
    {
      importId: k
        .text()
        .notNull()
        .references(() => contactImport.id, { onDelete: "cascade" }),
      /** Data rows count from 1. */
      row: k.int().notNull(),
      reason: k.text().notNull(),
      message: k.text().notNull(),
      cells: k.json<JsonValue>().notNull(),
      resolvedAt: k.time(),
    },
    (t) => [k.primaryKey({ columns: [t.importId, t.row] })],
  );

  return { contact, smsOptOut, contactImport, contactImportMember, contactImportError };
}
