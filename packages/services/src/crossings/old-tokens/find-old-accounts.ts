import type { Db } from "@causeway/db";
import { asc, eq } from "drizzle-orm";

/** One in each old system, but for rows joined by hand. */
const MAX_ACCOUNTS = 100;

/** The accounts that became this user, also those of systems that are no longer served. */
export async function findOldAccounts(db: Db, userId: string): Promise<{ system: string; oldId: string }[]> {
  const { legacyRecord: record } = db.tables;
  return db
    .select({ system: record.system, oldId: record.oldId })
    .from(record)
    .where(eq(record.newId, userId))
    .orderBy(asc(record.system), asc(record.oldId))
    .limit(MAX_ACCOUNTS);
}
