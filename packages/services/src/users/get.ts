import { AppError, type UserDetail, type UserRef } from "@causeway/contract";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { getUser } from "../identity/internal.ts";
import { getStanding } from "../roles/internal.ts";
import { can, requirePermission, requireUser } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { canManage } from "./internal.ts";
import { summaryColumns } from "./list.ts";

async function readUser(ctx: Ctx, id: string) {
  const { user, totpFactor } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ ...summaryColumns(ctx.db), passwordChangedAt: user.passwordChangedAt })
    .from(user)
    .leftJoin(totpFactor, eq(totpFactor.userId, user.id))
    .where(eq(user.id, id));
  if (!row) throw new AppError({ code: "NOT_FOUND", reason: "USER_NOT_FOUND", message: "This user does not exist." });
  const { factorAt, ...summary } = row;
  return { ...summary, hasSecondFactor: factorAt !== null };
}

/** One user as administrators see them. Throws `USER_NOT_FOUND`. */
export async function getUserDetail(ctx: Ctx, { id }: UserRef): Promise<UserDetail> {
  requirePermission(ctx, "user:read-any");
  const { userId, rank: ownRank, impersonatorUserId, sessionId } = requireUser(ctx);
  const { restaurant, session } = ctx.db.tables;
  const isOpen = and(eq(session.userId, id), isNull(session.endedAt), gt(session.expiresAt, ctx.clock()));
  const [summary, target, restaurants, openSessions] = await Promise.all([
    readUser(ctx, id),
    getUser(ctx.db, id),
    ctx.db
      .select({ id: restaurant.id, name: restaurant.name })
      .from(restaurant)
      .where(eq(restaurant.ownerUserId, id))
      .orderBy(asc(restaurant.createdAt), asc(restaurant.id))
      .limit(100),
    ctx.db.$count(session, isOpen),
  ]);
  const isOwnHand = sessionId !== null && impersonatorUserId === null;
  const standing = isOwnHand && can(ctx, "user:manage") ? await getStanding(ctx.db, ctx, "user:manage") : null;
  return {
    ...summary,
    restaurants,
    openSessions,
    canManage: standing !== null && canManage(standing, target),
    canImpersonate: isOwnHand && can(ctx, "user:impersonate") && id !== userId && target.rank < ownRank && !target.disabledAt,
  };
}
