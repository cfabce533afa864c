import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { getUser } from "./internal.ts";
import type { PasswordContext } from "./password-rules.ts";

/** The words that a new password of this user must not be made of. */
export async function passwordContextOf(db: Db, userId: string): Promise<PasswordContext> {
  const { restaurant } = db.tables;
  const { email } = await getUser(db, userId);
  const owned = await db.select({ name: restaurant.name }).from(restaurant).where(eq(restaurant.ownerUserId, userId)).limit(100);
  return { email, restaurantNames: owned.map(({ name }) => name) };
}
