import { AppError } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission, requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { createSession, IMPERSONATION_MS, type StartedSession, withAccessToken } from "./create-session.ts";
import { endSessionRow, getUser } from "./internal.ts";

/**
 * Acts for another user: the caller's session is replaced by one of that user, for an hour at most, in which both
 * are named in every audit row. Throws `IMPERSONATION_NESTED` when acting for somebody already, `IMPERSONATION_RANK`
 * for a user of the same or a higher rank, `USER_NOT_FOUND`.
 */
export async function impersonate(ctx: Ctx, input: { userId: string }): Promise<StartedSession> {
  requirePermission(ctx, "user:impersonate");
  const caller = requireSession(ctx);
  if (caller.impersonatorUserId !== null) {
    throw new AppError({
      code: "CONFLICT",
      reason: "IMPERSONATION_NESTED",
      message: "You are acting for somebody already. End that first.",
    });
  }
  const seed = await ctx.db.transaction(async (tx) => {
    const target = await getUser(tx, input.userId);
    if (target.rank >= caller.rank || target.disabledAt) {
      throw new AppError({ code: "FORBIDDEN", reason: "IMPERSONATION_RANK", message: "You cannot act for this user." });
    }
    const own = await ownSession(tx, caller.sessionId);
    const now = ctx.clock();
    const session = await createSession(tx, ctx, {
      userId: target.id,
      expiresAt: new Date(Math.min(now.getTime() + IMPERSONATION_MS, own.expiresAt.getTime())),
      impersonator: { userId: caller.userId, expiresAt: own.expiresAt },
    });
    // Ended meanwhile: nothing may grow out of it.
    if (!(await endSessionRow(tx, { id: caller.sessionId, at: now, reason: "impersonation" }))) throw sessionEnded();
    await recordAudit(tx, ctx, {
      action: "impersonation.start",
      subject: { type: "user", id: target.id },
      actor: { userId: caller.userId, actingForUserId: target.id },
    });
    return session;
  });
  return withAccessToken(ctx, seed);
}

/** Goes back to the administrator: a new session of theirs, for what was left of the old one. Throws `NOT_IMPERSONATING`. */
export async function endImpersonation(ctx: Ctx): Promise<StartedSession> {
  const { sessionId, impersonatorUserId } = requireSession(ctx);
  const seed = await ctx.db.transaction(async (tx) => {
    const current = await ownSession(tx, sessionId);
    if (impersonatorUserId === null || current.impersonatorExpiresAt === null) {
      throw new AppError({ code: "CONFLICT", reason: "NOT_IMPERSONATING", message: "You are not acting for anybody." });
    }
    const admin = await getUser(tx, impersonatorUserId);
    if (admin.disabledAt)
      throw new AppError({ code: "FORBIDDEN", reason: "ACCOUNT_DISABLED", message: "This account is disabled." });
    if (!(await endSessionRow(tx, { id: sessionId, at: ctx.clock(), reason: "impersonation-ended" }))) throw sessionEnded();
    await recordAudit(tx, ctx, { action: "impersonation.end", subject: { type: "user", id: current.userId } });
    return createSession(tx, ctx, { userId: impersonatorUserId, expiresAt: current.impersonatorExpiresAt, provenAt: null });
  });
  return withAccessToken(ctx, seed);
}

async function ownSession(tx: Ctx["db"], id: string) {
  const { session } = tx.tables;
  const [row] = await tx.select().from(session).where(eq(session.id, id));
  if (!row) throw sessionEnded();
  return row;
}

function sessionEnded(): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Your session has ended. Please sign in again." });
}
