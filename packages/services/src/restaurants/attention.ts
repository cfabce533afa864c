import {
  ATTENTION_DAYS,
  type AttentionItem,
  type AttentionReason,
  type ListAttentionInput,
  type Page,
  type RestaurantSummary,
} from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, count, eq, exists, gte, inArray, lt, max, not, or, type SQL, sql } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { daysBefore } from "./days.ts";
import { restaurantColumns } from "./internal.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** For each reason, when a restaurant has it. */
function conditionsOf({ db, clock }: Ctx): Record<AttentionReason, SQL | undefined> {
  const { campaign, restaurant, smsMessage: message, task } = db.tables;
  const since = daysBefore(clock(), ATTENTION_DAYS);
  const one = { one: sql`1` };
  const ofRestaurant = eq(campaign.restaurantId, restaurant.id);
  const recent = db
    .select(one)
    .from(campaign)
    .where(and(ofRestaurant, gte(campaign.createdAt, since)));
  return {
    CAMPAIGN_FAILED: exists(
      db
        .select(one)
        .from(campaign)
        .where(and(ofRestaurant, eq(campaign.status, "failed"))),
    ),
    MESSAGES_UNDELIVERED: exists(
      db
        .select(one)
        .from(message)
        .innerJoin(campaign, eq(campaign.id, message.campaignId))
        .where(and(ofRestaurant, gte(campaign.launchedAt, since), inArray(message.status, ["failed", "unknown"]))),
    ),
    FIRST_STEPS_OPEN: exists(
      db
        .select(one)
        .from(task)
        .where(and(eq(task.restaurantId, restaurant.id), eq(task.isComplete, false))),
    ),
    NO_RECENT_CAMPAIGN: and(lt(restaurant.createdAt, since), not(exists(recent))),
  };
}

type Counts = Map<string, number | null>;

/** For each reason, how much of it each of these restaurants has; those without it are not in its map. */
async function countReasons({ db, clock }: Ctx, ids: readonly string[]): Promise<Record<AttentionReason, Counts>> {
  const { campaign, restaurant, smsMessage: message, task } = db.tables;
  const now = clock();
  const since = daysBefore(now, ATTENTION_DAYS);
  const [failed, undelivered, open, last] = await Promise.all([
    db
      .select({ id: campaign.restaurantId, count: count() })
      .from(campaign)
      .where(and(inArray(campaign.restaurantId, [...ids]), eq(campaign.status, "failed")))
      .groupBy(campaign.restaurantId),
    db
      .select({ id: campaign.restaurantId, count: count() })
      .from(message)
      .innerJoin(campaign, eq(campaign.id, message.campaignId))
      .where(
        and(
          inArray(campaign.restaurantId, [...ids]),
          gte(campaign.launchedAt, since),
          inArray(message.status, ["failed", "unknown"]),
        ),
      )
      .groupBy(campaign.restaurantId),
    db
      .select({ id: task.restaurantId, count: count() })
      .from(task)
      .where(and(inArray(task.restaurantId, [...ids]), eq(task.isComplete, false)))
      .groupBy(task.restaurantId),
    db
      .select({ id: restaurant.id, createdAt: restaurant.createdAt, last: max(campaign.createdAt) })
      .from(restaurant)
      .leftJoin(campaign, eq(campaign.restaurantId, restaurant.id))
      .where(inArray(restaurant.id, [...ids]))
      .groupBy(restaurant.id, restaurant.createdAt),
  ]);
  const counted = (rows: { id: string | null; count: number }[]): Counts =>
    new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, row.count]])));
  const idle = last.filter((row) => row.createdAt < since && (row.last === null || row.last < since));
  return {
    CAMPAIGN_FAILED: counted(failed),
    MESSAGES_UNDELIVERED: counted(undelivered),
    FIRST_STEPS_OPEN: counted(open),
    NO_RECENT_CAMPAIGN: new Map(idle.map((row) => [row.id, row.last && Math.floor((now.getTime() - row.last.getTime()) / DAY_MS)])),
  };
}

const REASONS = ["CAMPAIGN_FAILED", "MESSAGES_UNDELIVERED", "FIRST_STEPS_OPEN", "NO_RECENT_CAMPAIGN"] as const;

/** Restaurants that somebody should look at, the newest first, each with its reasons. */
export async function listAttention(ctx: Ctx, input: ListAttentionInput): Promise<Page<AttentionItem>> {
  requirePermission(ctx, "platform:read");
  const { restaurant, user } = ctx.db.tables;
  const conditions = conditionsOf(ctx);
  const { where, orderBy, limit, page } = paginate<RestaurantSummary>({
    keys: [
      { column: restaurant.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: restaurant.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select({ ...restaurantColumns(ctx), ownerEmail: user.email, ownerSignedUpAt: user.createdAt })
    .from(restaurant)
    .leftJoin(user, eq(user.id, restaurant.ownerUserId))
    .where(and(input.reason === undefined ? or(...Object.values(conditions)) : conditions[input.reason], where))
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  if (items.length === 0) return { items: [], nextCursor };
  const counts = await countReasons(
    ctx,
    items.map(({ id }) => id),
  );
  return {
    items: items.map((item) => ({
      ...item,
      reasons: REASONS.flatMap((reason) => {
        const found = counts[reason].get(item.id);
        return found === undefined ? [] : [{ reason, count: found }];
      }),
    })),
    nextCursor,
  };
}
