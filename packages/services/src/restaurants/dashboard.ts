import type { DashboardInput, RestaurantDashboard } from "@causeway/contract";
import { and, eq, gte, lte, sum } from "drizzle-orm";
import { campaignColumns, newestFirst } from "../campaigns/internal.ts";
import { openTasksFirst, taskColumns } from "../checklists/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { daysBefore, lastDays } from "./days.ts";
import { getAccessibleRestaurant } from "./internal.ts";

const PERIOD_DAYS = 7;
const CHART_DAYS = 28;

interface DailyResult {
  day: string;
  newCustomers: number;
  reengagedCustomers: number;
}

async function dailyResults(ctx: Ctx, restaurantId: string, days: string[]): Promise<DailyResult[]> {
  const { campaign, campaignResult: result } = ctx.db.tables;
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  const rows = await ctx.db
    .select({ day: result.day, newCustomers: sum(result.newCustomers), reengagedCustomers: sum(result.reengagedCustomers) })
    .from(result)
    .innerJoin(campaign, eq(campaign.id, result.campaignId))
    .where(and(eq(campaign.restaurantId, restaurantId), gte(result.day, first), lte(result.day, last)))
    .groupBy(result.day);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => ({
    day,
    newCustomers: Number(byDay.get(day)?.newCustomers ?? 0),
    reengagedCustomers: Number(byDay.get(day)?.reengagedCustomers ?? 0),
  }));
}

/** The sum of the last seven days and of the seven before. */
function compare(daily: DailyResult[], figure: "newCustomers" | "reengagedCustomers") {
  const total = (days: DailyResult[]) => days.reduce((all, day) => all + day[figure], 0);
  return { current: total(daily.slice(-PERIOD_DAYS)), previous: total(daily.slice(-2 * PERIOD_DAYS, -PERIOD_DAYS)) };
}

/** One restaurant at a glance. Throws `RESTAURANT_NOT_FOUND`. */
export async function getRestaurantDashboard(ctx: Ctx, input: DashboardInput): Promise<RestaurantDashboard> {
  requirePermission(ctx, "restaurant:read");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "restaurant:read-any");
  const { campaign, task } = ctx.db.tables;
  const now = ctx.clock();
  const from = daysBefore(now, PERIOD_DAYS);
  const ofRestaurant = eq(campaign.restaurantId, restaurant.id);
  const [daily, recentCampaigns, activeCampaigns, pendingTasks] = await Promise.all([
    dailyResults(ctx, restaurant.id, lastDays(now, CHART_DAYS)),
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
  return {
    restaurant,
    period: { from, to: now },
    newCustomers: compare(daily, "newCustomers"),
    reengagedCustomers: compare(daily, "reengagedCustomers"),
    recentCampaigns,
    activeCampaigns,
    pendingTasks,
    daily,
  };
}
