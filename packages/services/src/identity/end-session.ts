import { and, eq, isNull, ne, or } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { endSessionRow } from "./internal.ts";
import { sessionNotFound } from "./rename-session.ts";

/** Ends one of the caller's own sessions. Throws `SESSION_NOT_FOUND` for anybody else's, and `PROOF_NEEDED`. */
export async function endSession(ctx: Ctx, input: { id: string }): Promise<void> {
  const { userId } = await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    const { session } = tx.tables;
    const isOwn = (await tx.$count(session, and(eq(session.id, input.id), eq(session.userId, userId)))) > 0;
    if (!isOwn) throw sessionNotFound();
    const didEnd = await endSessionRow(tx, { id: input.id, at: ctx.clock(), reason: "ended-by-user" });
    if (didEnd) await recordAudit(tx, ctx, { action: "session.end", subject: { type: "session", id: input.id } });
  });
}

/**
 * Ends all of the caller's sessions but this one, also those in which the caller acts for somebody else, with the tokens of old
 * systems; returns how many. Throws `PROOF_NEEDED`.
 */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const { userId, sessionId } = await requireRecentProof(ctx);
  return ctx.db.transaction(async (tx) => {
    const { session, user } = tx.tables;
    const isTheirs = or(eq(session.userId, userId), eq(session.impersonatorUserId, userId));
    const rows = await tx
      .update(session)
      .set({ endedAt: ctx.clock(), endReason: "ended-by-user" })
      .where(and(isTheirs, ne(session.id, sessionId), isNull(session.endedAt)))
      .returning({ id: session.id });
    await tx.update(user).set({ sessionsEndedAt: ctx.clock() }).where(eq(user.id, userId));
    for (const { id } of rows) await recordAudit(tx, ctx, { action: "session.end", subject: { type: "session", id } });
    return { ended: rows.length };
  });
}
