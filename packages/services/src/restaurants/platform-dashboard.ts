import type { PlatformDashboard, PlatformInput } from "@causeway/contract";
import { count, countDistinct, eq, gte } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { daysBefore, lastDays, startOfDay } from "./days.ts";
import { trendOf } from "./trend.ts";

const CHART_DAYS = 28;

/** The whole platform at a glance. */
export async function getPlatformDashboard(ctx: Ctx, { days }: PlatformInput): Promise<PlatformDashboard> {
  requirePermission(ctx, "platform:read");
  const { db } = ctx;
  const { campaign, restaurant, task, user } = db.tables;
  const now = ctx.clock();
  const from = daysBefore(now, days);
  const chartDays = Math.max(days, CHART_DAYS);
  const known = lastDays(now, Math.max(2 * days, chartDays));
  const start = startOfDay(known[0] ?? "");

  async function perDay(table: typeof user | typeof campaign): Promise<Map<string, number>> {
    const day = db.fn.utcDay(table.createdAt);
    const rows = await db.select({ day, rows: count() }).from(table).where(gte(table.createdAt, start)).groupBy(day);
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
  const daily = known.map((day) => ({ day, signUps: signUps.get(day) ?? 0, campaigns: campaigns.get(day) ?? 0 }));
  const trend = (name: "signUps" | "campaigns") =>
    trendOf(
      daily.map((day) => day[name]),
      days,
    );
  return {
    period: { from, to: now },
    restaurants,
    users,
    signUps: trend("signUps"),
    campaigns: trend("campaigns"),
    recentCampaigns,
    incompleteSetups: setups?.incomplete ?? 0,
    daily: daily.slice(-chartDays),
  };
}
