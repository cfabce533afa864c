import type { EndActingInput, Restaurant, StartActingInput } from "@causeway/contract";
import { eq, lt } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx, Runtime } from "../runtime/context.ts";

/**
 * How long an old token that was ended is still taken: for requests under way and for other windows of the same person. No
 * longer than an access token of ours can outlive its session.
 */
export const ENDED_TOKEN_GRACE_MS = 15 * 60 * 1000;

/** An administrator begins to act for a restaurant, over an old API. Throws `RESTAURANT_NOT_FOUND`. */
export async function startActing(ctx: Ctx, { system, restaurantId }: StartActingInput): Promise<Restaurant> {
  requirePermission(ctx, "user:impersonate");
  const restaurant = await getAccessibleRestaurant(ctx, restaurantId, "restaurant:read-any");
  const subject = { type: "restaurant", id: restaurant.id };
  await recordAudit(ctx.db, ctx, { action: "impersonation.start", subject, details: { system } });
  return restaurant;
}

/** The administrator has stopped: the token that said for whom is worth nothing after `ENDED_TOKEN_GRACE_MS`. */
export async function endActing(ctx: Ctx, input: EndActingInput): Promise<void> {
  requirePermission(ctx, "user:impersonate");
  const { system, ended: token } = input;
  if (!token) return;
  const { restaurantId, tokenHash: hash, tokenExpiresAt: expiresAt } = token;
  await ctx.db.transaction(async (tx) => {
    const { legacyEndedToken: table } = tx.tables;
    const now = ctx.clock();
    await tx.delete(table).where(lt(table.expiresAt, now));
    const ended = await tx
      .insert(table)
      .values({ hash, system, endedAt: now, expiresAt })
      .onConflictDoNothing()
      .returning({ hash: table.hash });
    if (ended.length === 0) return;
    const subject = restaurantId === null ? {} : { subject: { type: "restaurant", id: restaurantId } };
    await recordAudit(tx, ctx, { action: "impersonation.end", ...subject, details: { system } });
  });
}

/** True for an old token whose holder has ended it, once its grace is over. */
export async function isTokenEnded({ db, clock }: Pick<Runtime, "db" | "clock">, tokenHash: string): Promise<boolean> {
  const { legacyEndedToken: table } = db.tables;
  const [row] = await db.select({ endedAt: table.endedAt }).from(table).where(eq(table.hash, tokenHash));
  return row !== undefined && clock().getTime() - row.endedAt.getTime() >= ENDED_TOKEN_GRACE_MS;
}
