import type { Db, Tables } from "@causeway/db";
import { desc } from "drizzle-orm";

export type AuditLinkRow = Tables["auditLink"]["$inferSelect"];

/** What stands before the first link. */
export const CHAIN_START = "start";

/** What a link's signature is made from: all that never changes of it, and the signature of the link before. */
export function canonicalLink(link: Omit<AuditLinkRow, "chainHash" | "prunedAt">, previousHash: string): string {
  return JSON.stringify([
    previousHash,
    link.sequence,
    link.eventId,
    link.eventAt.getTime(),
    link.eventHash,
    link.sealedAt.getTime(),
  ]);
}

/** The end of the chain; undefined while nothing was sealed. */
export async function findLastLink(db: Db): Promise<AuditLinkRow | undefined> {
  const { auditLink } = db.tables;
  const [last] = await db.select().from(auditLink).orderBy(desc(auditLink.sequence)).limit(1);
  return last;
}
