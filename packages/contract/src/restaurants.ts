import { z } from "zod";
import { Campaign, PeriodDays } from "./campaigns.ts";
import { Task } from "./checklists.ts";
import { Day, ExportInput, Id, MinorUnits, PageInput, SearchText, pageOf } from "./common.ts";

export const RESTAURANT_REASONS = ["RESTAURANT_NOT_FOUND"] as const;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}

/** A name of the IANA time zone database. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "Choose a time zone such as America/New_York." })
  .meta({ examples: ["America/New_York"] });

export const Restaurant = z.object({
  id: Id,
  /** Null for an imported restaurant whose owner was already gone. */
  ownerUserId: Id.nullable(),
  name: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  /** Null until its owner says where it is. */
  timeZone: z.string().nullable(),
  createdAt: z.date(),
});
export type Restaurant = z.infer<typeof Restaurant>;

export const GetRestaurantInput = z.object({ id: Id });
export type GetRestaurantInput = z.infer<typeof GetRestaurantInput>;
export const RestaurantList = z.array(Restaurant);

/** What is left out stays; null takes it away. */
export const UpdateRestaurantInput = z.object({
  id: Id,
  name: z.string().trim().min(1, { error: "Enter the restaurant's name." }).max(200).optional(),
  address: z.string().trim().max(500).nullable().optional(),
  phone: z.string().trim().max(50).nullable().optional(),
  timeZone: TimeZone.nullable().optional(),
});
export type UpdateRestaurantInput = z.infer<typeof UpdateRestaurantInput>;

export const RestaurantSummary = Restaurant.extend({
  ownerEmail: z.string().nullable(),
  ownerSignedUpAt: z.date().nullable(),
});
export type RestaurantSummary = z.infer<typeof RestaurantSummary>;

/**
 * `search` matches a part of the name, ASCII letters in either case. As a `pattern`, `%` stands for any text and `_`
 * for any one character, as in SQL.
 */
export const ListRestaurantsInput = PageInput.extend({
  search: SearchText.optional(),
  searchAs: z.enum(["text", "pattern"]).default("text"),
  sort: z.enum(["createdAt", "name"]).default("createdAt"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type ListRestaurantsInput = z.infer<typeof ListRestaurantsInput>;
export const RestaurantPage = pageOf(RestaurantSummary);

/** A span of time: `from` inclusive, `to` exclusive. */
export const Period = z.object({ from: z.date(), to: z.date() });

export const DashboardInput = z.object({ restaurantId: Id, days: PeriodDays.default(7) });
export type DashboardInput = z.infer<typeof DashboardInput>;

/** A figure of the period and of the one before, which is as long. */
export const Trend = z.object({ current: z.number().int(), previous: z.number().int() });
export type Trend = z.infer<typeof Trend>;

/** Figures of the last days, seven unless told, against as many before, from what the campaigns brought in. */
export const RestaurantDashboard = z.object({
  restaurant: Restaurant,
  period: Period,
  newCustomers: Trend,
  reengagedCustomers: Trend,
  impressions: Trend,
  clicks: Trend,
  spendMinor: Trend,
  messagesSent: Trend,
  recentCampaigns: z.number().int(),
  /** Newest first, at most three. */
  activeCampaigns: z.array(Campaign),
  /** Oldest first, at most three. */
  pendingTasks: z.array(Task),
  /** One entry for each day of the period, and of the last 28 at least; days without results included. */
  daily: z.array(
    z.object({
      day: Day,
      newCustomers: z.number().int(),
      reengagedCustomers: z.number().int(),
      impressions: z.number().int(),
      clicks: z.number().int(),
      spendMinor: MinorUnits,
    }),
  ),
});
export type RestaurantDashboard = z.infer<typeof RestaurantDashboard>;

export const PlatformInput = z.object({ days: PeriodDays.default(7) });
export type PlatformInput = z.infer<typeof PlatformInput>;

export const PlatformDashboard = z.object({
  period: Period,
  restaurants: z.number().int(),
  users: z.number().int(),
  signUps: Trend,
  campaigns: Trend,
  /** Campaigns made in the period, those without a restaurant included. */
  recentCampaigns: z.number().int(),
  /** Restaurants with at least one open default task. */
  incompleteSetups: z.number().int(),
  /** One entry for each day of the period, and of the last 28 at least. */
  daily: z.array(z.object({ day: Day, signUps: z.number().int(), campaigns: z.number().int() })),
});
export type PlatformDashboard = z.infer<typeof PlatformDashboard>;

/** Why somebody should look at a restaurant. */
export const AttentionReason = z.enum(["CAMPAIGN_FAILED", "MESSAGES_UNDELIVERED", "FIRST_STEPS_OPEN", "NO_RECENT_CAMPAIGN"]);
export type AttentionReason = z.infer<typeof AttentionReason>;

/** Days without a new campaign after which a restaurant is shown, and for which failures count. */
export const ATTENTION_DAYS = 60;

export const ListAttentionInput = PageInput.extend({ reason: AttentionReason.optional() });
export type ListAttentionInput = z.infer<typeof ListAttentionInput>;
export const AttentionItem = RestaurantSummary.extend({
  /** At least one, each once. `count` is of campaigns, messages or steps; of days for `NO_RECENT_CAMPAIGN`, null if there never was one. */
  reasons: z.array(z.object({ reason: AttentionReason, count: z.number().int().nullable() })),
});
export type AttentionItem = z.infer<typeof AttentionItem>;
export const AttentionPage = pageOf(AttentionItem);

export const ExportRestaurantsInput = ExportInput.extend({ search: SearchText.optional() });
export type ExportRestaurantsInput = z.infer<typeof ExportRestaurantsInput>;
