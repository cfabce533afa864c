import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { findUserByEmail } from "../../identity/internal.ts";
import type { UserLink } from "./descriptor.ts";
import type { RevokingFacts } from "./why-revoked.ts";

export interface OldTokenUser extends RevokingFacts {
  userId: string;
}

/** Who an old token names, as things are now; null for somebody who did not come out of the old system, or is gone. */
export async function findOldTokenUser(
  db: Db,
  { system, link, subject }: { system: string; link: UserLink; subject: string },
): Promise<OldTokenUser | null> {
  const userId = await findUserId(db, { system, link, subject });
  if (userId === null) return null;
  const { user, totpFactor } = db.tables;
  const [row] = await db
    .select({
      disabledAt: user.disabledAt,
      createdAt: user.createdAt,
      passwordChangedAt: user.passwordChangedAt,
      sessionsEndedAt: user.sessionsEndedAt,
      factorConfirmedAt: totpFactor.confirmedAt,
    })
    .from(user)
    .leftJoin(totpFactor, eq(totpFactor.userId, user.id))
    .where(eq(user.id, userId));
  if (!row) return null;
  const { passwordChangedAt, createdAt } = row;
  return {
    userId,
    isDisabled: row.disabledAt !== null,
    hasSecondFactor: row.factorConfirmedAt !== null,
    passwordChangedAt: passwordChangedAt !== null && passwordChangedAt > createdAt ? passwordChangedAt : null,
    sessionsEndedAt: row.sessionsEndedAt,
  };
}

async function findUserId(
  db: Db,
  { system, link, subject }: { system: string; link: UserLink; subject: string },
): Promise<string | null> {
  const { legacyRecord: record } = db.tables;
  const isOfKind = and(eq(record.system, system), eq(record.kind, link.kind));
  if (link.by === "id") {
    const [row] = await db
      .select({ newId: record.newId })
      .from(record)
      .where(and(isOfKind, eq(record.oldId, subject)));
    return row?.newId ?? null;
  }
  const user = await findUserByEmail(db, subject);
  const isTheirs = user !== null && (await db.$count(record, and(isOfKind, eq(record.newId, user.id)))) > 0;
  return isTheirs ? user.id : null;
}
