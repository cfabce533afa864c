import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { SESSION_IDLE_MS, type SessionSeed, type StartedSession, withAccessToken } from "./create-session.ts";
import { endSessionRow } from "./internal.ts";
import { originOf } from "./origin.ts";

/** How long the direct predecessor of the current token still works: for parallel calls and lost answers. */
export const REFRESH_GRACE_MS = 10_000;

const ended = () =>
  new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Your session has ended. Please sign in again." });
const reused = () =>
  new AppError({
    code: "UNAUTHORIZED",
    reason: "REFRESH_REUSED",
    message: "This session was ended for your safety. Please sign in again.",
  });

async function findToken(tx: Db, hash: string) {
  const { refreshToken, session, user } = tx.tables;
  const [row] = await tx
    .select({ token: refreshToken, session, email: user.email, disabledAt: user.disabledAt })
    .from(refreshToken)
    .innerJoin(session, eq(session.id, refreshToken.sessionId))
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(refreshToken.hash, hash));
  return row;
}

/** The hash of a token's successor, while that is the last of its chain: older tokens are never excused. */
async function findLastSuccessor(tx: Db, sessionId: string, generation: number): Promise<string | null> {
  const { refreshToken } = tx.tables;
  const [successor] = await tx
    .select({ hash: refreshToken.hash, rotatedAt: refreshToken.rotatedAt })
    .from(refreshToken)
    .where(and(eq(refreshToken.sessionId, sessionId), eq(refreshToken.generation, generation + 1)));
  return successor?.rotatedAt === null ? successor.hash : null;
}

/**
 * Exchanges a refresh token for its successor (RFC 9700, section 4.14.2). The direct predecessor of the current token
 * gives the same successor again for ten seconds; anything older, or later, ends the session: somebody has a copy.
 * Throws `SESSION_ENDED` or `REFRESH_REUSED`.
 */
export async function refresh(ctx: Ctx, presented: string): Promise<StartedSession> {
  const outcome = await ctx.db.transaction(async (tx): Promise<SessionSeed | "ended" | "reused"> => {
    const now = ctx.clock();
    const row = await findToken(tx, ctx.refreshTokens.hash(presented));
    if (!row || row.session.endedAt || row.disabledAt || row.session.expiresAt <= now) return "ended";
    if (now.getTime() - row.session.lastUsedAt.getTime() > SESSION_IDLE_MS) {
      await endSessionRow(tx, { id: row.session.id, at: now, reason: "idle" });
      return "ended";
    }
    const { id: sessionId, userId, impersonatorUserId, expiresAt } = row.session;
    const successor = ctx.refreshTokens.successor(presented);
    const seed: SessionSeed = { sessionId, userId, impersonatorUserId, sessionExpiresAt: expiresAt, refreshToken: successor };

    if (row.token.rotatedAt) {
      const isExcused = now.getTime() - row.token.rotatedAt.getTime() <= REFRESH_GRACE_MS;
      const last = isExcused ? await findLastSuccessor(tx, sessionId, row.token.generation) : null;
      if (last !== null) {
        const again = ctx.refreshTokens.storedSuccessor(presented, last);
        return again === null ? "ended" : { ...seed, refreshToken: again };
      }
      await endSessionRow(tx, { id: sessionId, at: now, reason: "refresh-reused" });
      await recordAudit(tx, ctx, {
        action: "session.reuse-detected",
        subject: { type: "session", id: sessionId },
        actor: { userId },
      });
      await sendMail(tx, ctx, { to: row.email, userId, template: "session-reuse", data: originOf(ctx) });
      return "reused";
    }

    const { refreshToken, session } = tx.tables;
    await tx.update(refreshToken).set({ rotatedAt: now }).where(eq(refreshToken.hash, row.token.hash));
    await tx
      .insert(refreshToken)
      .values({ hash: ctx.refreshTokens.hash(successor), sessionId, generation: row.token.generation + 1, createdAt: now });
    // A sign-out that committed meanwhile must win, so the row is claimed, not just read.
    const kept = await tx
      .update(session)
      .set({ lastUsedAt: now })
      .where(and(eq(session.id, sessionId), isNull(session.endedAt)))
      .returning({ id: session.id });
    return kept.length > 0 ? seed : "ended";
  });
  if (outcome === "ended") throw ended();
  if (outcome === "reused") throw reused();
  return withAccessToken(ctx, outcome);
}
