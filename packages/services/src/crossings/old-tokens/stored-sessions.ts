import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { OldTokenKind } from "./descriptor.ts";
import type { VerifiedOldToken } from "./old-token.ts";
import { sha256 } from "./readers/signed-text.ts";

export interface StoredSessionKey {
  system: string;
  kind: OldTokenKind;
  /** The session id or token. */
  id: string;
}

export function storedSessionHash({ system, kind, id }: StoredSessionKey): string {
  return sha256(JSON.stringify([system, kind, id])).toString("base64url");
}

/** The session of an old system that has this id and still runs; null for every other. */
export async function findStoredSession(db: Db, key: StoredSessionKey, now: Date): Promise<VerifiedOldToken | null> {
  const { legacySession: table } = db.tables;
  const [row] = await db
    .select({ subject: table.subject, issuedAt: table.issuedAt, expiresAt: table.expiresAt })
    .from(table)
    .where(eq(table.hash, storedSessionHash(key)));
  if (!row || (row.expiresAt && row.expiresAt <= now)) return null;
  return { identity: key.id, subject: row.subject, issuedAt: row.issuedAt && row.issuedAt.getTime() / 1000 };
}
