import type { Me } from "@causeway/contract";
import { asc, eq } from "drizzle-orm";
import { requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { permissionsOf } from "./authenticate.ts";
import { getUser } from "./internal.ts";

/** The signed-in user with what the interface needs to know: permissions, restaurants, who really acts. */
export async function getMe(ctx: Ctx): Promise<Me> {
  const { userId, sessionId, impersonatorUserId } = requireSession(ctx);
  return describeUser(ctx, { userId, sessionId, impersonatorUserId });
}

/** The same for a session that starts in this very call. */
export async function describeUser(
  ctx: Ctx,
  of: { userId: string; sessionId: string; impersonatorUserId: string | null },
): Promise<Me> {
  const { restaurant } = ctx.db.tables;
  const [user, impersonator, restaurants] = await Promise.all([
    getUser(ctx.db, of.userId),
    of.impersonatorUserId === null ? null : getUser(ctx.db, of.impersonatorUserId),
    ctx.db
      .select({ id: restaurant.id, name: restaurant.name })
      .from(restaurant)
      .where(eq(restaurant.ownerUserId, of.userId))
      .orderBy(asc(restaurant.createdAt), asc(restaurant.id))
      .limit(100),
  ]);
  return {
    id: user.id,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    displayName: user.displayName,
    role: user.role,
    createdAt: user.createdAt,
    permissions: [...(await permissionsOf(ctx.db, user.role))].sort(),
    restaurants,
    impersonator: impersonator && { id: impersonator.id, email: impersonator.email },
    sessionId: of.sessionId,
  };
}
