import type { Db } from "@causeway/db";

/** A load from one user passes every rate limit, which production does not switch off: here restaurants are without, as administrators are. */
export async function liftLimits(db: Db): Promise<void> {
  await db.insert(db.tables.rolePermission).values({ roleKey: "restaurant", permission: "limit:none" });
}
