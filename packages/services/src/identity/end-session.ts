import { AppError } from "@causeway/contract";
import { and, eq, isNull, ne } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { endSessionRow } from "./internal.ts";

/** Ends one of the caller's own sessions. Throws `SESSION_NOT_FOUND` for anybody else's. */
export async function endSession(ctx: Ctx, input: { id: string }): Promise<void> {
  const { userId } = requireOwnSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { session } = tx.tables;
    const isOwn = (await tx.$count(session, and(eq(session.id, input.id), eq(session.userId, userId)))) > 0;
    if (!isOwn) throw new AppError({ code: "NOT_FOUND", reason: "SESSION_NOT_FOUND", message: "This session does not exist." });
    const didEnd = await endSessionRow(tx, { id: input.id, at: ctx.clock(), reason: "ended-by-user" });
    if (didEnd) await recordAudit(tx, ctx, { action: "session.end", subject: { type: "session", id: input.id } });
  });
}

/** Ends all of the caller's sessions but this one; returns how many. */
export async function endOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const { userId, sessionId } = requireOwnSession(ctx);
  return ctx.db.transaction(async (tx) => {
    const { session } = tx.tables;
    const rows = await tx
      .update(session)
      .set({ endedAt: ctx.clock(), endReason: "ended-by-user" })
      .where(and(eq(session.userId, userId), ne(session.id, sessionId), isNull(session.endedAt)))
      .returning({ id: session.id });
    for (const { id } of rows) await recordAudit(tx, ctx, { action: "session.end", subject: { type: "session", id } });
    return { ended: rows.length };
  });
}
