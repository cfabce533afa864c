import type { Kit } from "../kit.ts";
import type { identityTables } from "./identity.ts";

export function restaurantTables(k: Kit, { user }: Pick<ReturnType<typeof identityTables>, "user">) {
  const restaurant = k.table(
    "restaurant",
    {
      id: k.id(),
      ownerUserId: k.text().references(() => user.id, { onDelete: "set null" }),
      name: k.text().notNull(),
      address: k.text(),
      phone: k.text(),
      /** IANA name; its day decides when customers are not disturbed. */
      timeZone: k.text(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.index("restaurant_owner").on(t.ownerUserId, t.createdAt),
      k.index("restaurant_created_at").on(t.createdAt, t.id),
      k.index("restaurant_name").on(t.name, t.id),
    ],
  );
  return { restaurant };
}
