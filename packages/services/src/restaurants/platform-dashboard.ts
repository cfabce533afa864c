import type { PlatformDashboard } from "@causeway/contract";
import { count, countDistinct, eq, gte } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { daysBefore, lastDays, startOfDay } from "./days.ts";

const PERIOD_DAYS = 7;
const CHART_DAYS = 28;

/** The whole platform at a glance. */
export async function getPlatformDashboard(ctx: Ctx): Promise<PlatformDashboard> {
  requirePermission(ctx, "platform:read");
  const { db } = ctx;
  const { campaign, restaurant, task, user } = db.tables;
  const now = ctx.clock();
  const from = daysBefore(now, PERIOD_DAYS);
  const days = lastDays(now, CHART_DAYS);
  const chartStart = startOfDay(days[0] ?? "");

  async function perDay(table: typeof user | typeof campaign): Promise<Map<string, number>> {
    const day = db.fn.utcDay(table.createdAt);
    const rows = await db.select({ day, rows: count() }).from(table).where(gte(table.createdAt, chartStart)).groupBy(day);
    return new Map(rows.map((row) => [row.day, row.rows]));
  }

  const [restaurants, users, recentCampaigns, [setups], signUps, campaigns] = await Promise.all([
    db.$count(restaurant),
    db.$count(user),
    db.$count(campaign, gte(campaign.createdAt, from)),
    db
      .select({ incomplete: countDistinct(task.restaurantId) })
      .from(task)
      .where(eq(task.isComplete, false)),
    perDay(user),
    perDay(campaign),
  ]);
  return {
    period: { from, to: now },
    restaurants,
    users,
    recentCampaigns,
    incompleteSetups: setups?.incomplete ?? 0,
    daily: days.map((day) => ({ day, signUps: signUps.get(day) ?? 0, campaigns: campaigns.get(day) ?? 0 })),
  };
}
