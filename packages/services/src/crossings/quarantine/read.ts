import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { quarantineColumns, quarantineNotFound } from "./internal.ts";

/** One row without its bytes. Throws `QUARANTINE_NOT_FOUND`. */
export async function readQuarantined(db: Db, id: string) {
  const { quarantinedRow: row, user } = db.tables;
  const [found] = await db.select(quarantineColumns(db)).from(row).leftJoin(user, eq(user.id, row.decidedBy)).where(eq(row.id, id));
  if (!found) throw quarantineNotFound();
  return found;
}
