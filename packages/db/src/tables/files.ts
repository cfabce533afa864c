import type { Kit } from "../kit.ts";
import type { identityTables } from "./identity.ts";
import type { restaurantTables } from "./restaurants.ts";

export function fileTables(
  k: Kit,
  { user, restaurant }: Pick<ReturnType<typeof identityTables>, "user"> & ReturnType<typeof restaurantTables>,
) {
  /** What is known of a stored file; its bytes are with the file storage, under `storageKey`. */
  const storedFile = k.table(
    "stored_file",
    {
      id: k.id(),
      restaurantId: k.text().references(() => restaurant.id, { onDelete: "cascade" }),
      ownerUserId: k.text().references(() => user.id, { onDelete: "set null" }),
      /** What it was handed in for, such as `campaign-picture`. */
      purpose: k.text().notNull(),
      /** As the sender called it; for showing only. */
      name: k.text().notNull(),
      /** By its content, never by what the sender said. */
      mediaType: k.text().notNull(),
      /** Bytes. */
      size: k.int().notNull(),
      sha256: k.text().notNull(),
      storageKey: k.text().notNull(),
      /** A smaller picture of a picture. */
      previewKey: k.text(),
      width: k.int(),
      height: k.int(),
      createdAt: k.time().notNull(),
      /** When something began to use it. Files that nothing uses are removed after a day. */
      attachedAt: k.time(),
      /** When it was removed; its bytes go with the next clean-up. */
      deletedAt: k.time(),
    },
    (t) => [
      k.uniqueIndex("stored_file_key").on(t.storageKey),
      k.index("stored_file_restaurant").on(t.restaurantId, t.createdAt, t.id),
      k.index("stored_file_unused").on(t.attachedAt, t.createdAt),
    ],
  );
  return { storedFile };
}
