import { AppError, emailKey } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, or } from "drizzle-orm";

/** The account a typed address means: the one written exactly so, else the one it is another spelling of. */
export async function findUserByEmail(db: Db, email: string) {
  // Postgres refuses to look for U+0000.
  if (email.includes("\0")) return null;
  const { user } = db.tables;
  const rows = await db
    .select()
    .from(user)
    .where(or(eq(user.email, email), eq(user.emailKey, emailKey(email))))
    .limit(2);
  return rows.find((row) => row.email === email) ?? rows[0] ?? null;
}

export async function getUser(db: Db, id: string) {
  const { user, role } = db.tables;
  const [row] = await db
    .select({
      id: user.id,
      email: user.email,
      emailVerifiedAt: user.emailVerifiedAt,
      displayName: user.displayName,
      role: user.roleKey,
      rank: role.rank,
      disabledAt: user.disabledAt,
      createdAt: user.createdAt,
    })
    .from(user)
    .innerJoin(role, eq(role.key, user.roleKey))
    .where(eq(user.id, id));
  if (!row) throw new AppError({ code: "NOT_FOUND", reason: "USER_NOT_FOUND", message: "This user does not exist." });
  return row;
}

/** Ends a session that is still open; false when it had ended before. */
export async function endSessionRow(tx: Db, input: { id: string; at: Date; reason: string }): Promise<boolean> {
  const { session } = tx.tables;
  const ended = await tx
    .update(session)
    .set({ endedAt: input.at, endReason: input.reason })
    .where(and(eq(session.id, input.id), isNull(session.endedAt)))
    .returning({ id: session.id });
  return ended.length > 0;
}
