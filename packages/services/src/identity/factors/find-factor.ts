import type { Db } from "@causeway/db";
import { and, eq, isNotNull } from "drizzle-orm";

/** The user's confirmed authenticator app, or null. */
export async function findFactor(db: Db, userId: string) {
  const { totpFactor } = db.tables;
  const [row] = await db
    .select()
    .from(totpFactor)
    .where(and(eq(totpFactor.userId, userId), isNotNull(totpFactor.confirmedAt)));
  return row ?? null;
}
