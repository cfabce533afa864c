import type { DashboardInput, RestaurantDashboard, Trend } from "@causeway/contract";
import { and, count, eq, gte, isNotNull, lte, sql, sum } from "drizzle-orm";
import { campaignColumns, newestFirst } from "../campaigns/internal.ts";
import { openTasksFirst, taskColumns } from "../checklists/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { daysBefore, lastDays } from "./days.ts";
import { getAccessibleRestaurant } from "./internal.ts";
import { trendOf } from "./trend.ts";

const CHART_DAYS = 28;

const FIGURES = ["newCustomers", "reengagedCustomers", "impressions", "clicks", "spendMinor"] as const;
type DailyResult = { day: string } & Record<(typeof FIGURES)[number], number>;

async function dailyResults(ctx: Ctx, restaurantId: string, days: string[]): Promise<DailyResult[]> {
  const { campaign, campaignResult: result } = ctx.db.tables;
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  const rows = await ctx.db
    .select({
      day: result.day,
      newCustomers: sum(result.newCustomers),
      reengagedCustomers: sum(result.reengagedCustomers),
      impressions: sum(result.impressions),
      clicks: sum(result.clicks),
      spendMinor: sum(result.spendMinor),
    })
    .from(result)
    .innerJoin(campaign, eq(campaign.id, result.campaignId))
    .where(and(eq(campaign.restaurantId, restaurantId), gte(result.day, first), lte(result.day, last)))
    .groupBy(result.day);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => {
    const row = byDay.get(day);
    const figure = (name: (typeof FIGURES)[number]) => Number(row?.[name] ?? 0);
    return {
      day,
      newCustomers: figure("newCustomers"),
      reengagedCustomers: figure("reengagedCustomers"),
      impressions: figure("impressions"),
      clicks: figure("clicks"),
      spendMinor: figure("spendMinor"),
    };
  });
}

async function messagesSent(ctx: Ctx, restaurantId: string, days: number): Promise<Trend> {
  const { campaign, smsMessage: message } = ctx.db.tables;
  const now = ctx.clock();
  const isCurrent = gte(message.sentAt, daysBefore(now, days));
  const [sent] = await ctx.db
    .select({ all: count(), current: sql<number>`count(case when ${isCurrent} then 1 end)`.mapWith(Number) })
    .from(message)
    .innerJoin(campaign, eq(campaign.id, message.campaignId))
    .where(
      and(
        eq(campaign.restaurantId, restaurantId),
        // Nothing was ever sent for any other, and an index knows these.
        isNotNull(campaign.launchedAt),
        gte(message.sentAt, daysBefore(now, 2 * days)),
        lte(message.sentAt, now),
      ),
    );
  const { all = 0, current = 0 } = sent ?? {};
  return { current, previous: all - current };
}

/** One restaurant at a glance. Throws `RESTAURANT_NOT_FOUND`. */
export async function getRestaurantDashboard(ctx: Ctx, { restaurantId, days }: DashboardInput): Promise<RestaurantDashboard> {
  requirePermission(ctx, "restaurant:read");
  const restaurant = await getAccessibleRestaurant(ctx, restaurantId, "restaurant:read-any");
  const { campaign, task } = ctx.db.tables;
  const now = ctx.clock();
  const from = daysBefore(now, days);
  const ofRestaurant = eq(campaign.restaurantId, restaurant.id);
  const chartDays = Math.max(days, CHART_DAYS);
  const [daily, sent, recentCampaigns, activeCampaigns, pendingTasks] = await Promise.all([
    dailyResults(ctx, restaurant.id, lastDays(now, Math.max(2 * days, chartDays))),
    messagesSent(ctx, restaurant.id, days),
    ctx.db.$count(campaign, and(ofRestaurant, gte(campaign.createdAt, from))),
    ctx.db
      .select(campaignColumns(ctx))
      .from(campaign)
      .where(and(ofRestaurant, eq(campaign.status, "active")))
      .orderBy(...newestFirst(ctx))
      .limit(3),
    ctx.db
      .select(taskColumns(ctx))
      .from(task)
      .where(and(eq(task.restaurantId, restaurant.id), eq(task.isComplete, false)))
      .orderBy(...openTasksFirst(ctx))
      .limit(3),
  ]);
  const trend = (name: (typeof FIGURES)[number]) =>
    trendOf(
      daily.map((day) => day[name]),
      days,
    );
  return {
    restaurant,
    period: { from, to: now },
    newCustomers: trend("newCustomers"),
    reengagedCustomers: trend("reengagedCustomers"),
    impressions: trend("impressions"),
    clicks: trend("clicks"),
    spendMinor: trend("spendMinor"),
    messagesSent: sent,
    recentCampaigns,
    activeCampaigns,
    pendingTasks,
    daily: daily.slice(-chartDays),
  };
}
