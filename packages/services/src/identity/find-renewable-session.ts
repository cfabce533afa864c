import { and, eq, gt, isNull } from "drizzle-orm";
import type { Runtime } from "../runtime/context.ts";

/** The open session that a refresh token was made for, whether it was used already or not; null for every other text. */
export async function findRenewableSession(
  { db, clock, refreshTokens }: Pick<Runtime, "db" | "clock" | "refreshTokens">,
  token: string,
): Promise<string | null> {
  const { refreshToken, session } = db.tables;
  const [row] = await db
    .select({ id: session.id })
    .from(refreshToken)
    .innerJoin(session, eq(session.id, refreshToken.sessionId))
    .where(and(eq(refreshToken.hash, refreshTokens.hash(token)), isNull(session.endedAt), gt(session.expiresAt, clock())));
  return row?.id ?? null;
}
