import { z } from "zod";
import { Campaign } from "./campaigns.ts";
import { Task } from "./checklists.ts";
import { Day, Id, PageInput, SearchText, pageOf } from "./common.ts";

export const RESTAURANT_REASONS = ["RESTAURANT_NOT_FOUND"] as const;

export const Restaurant = z.object({
  id: Id,
  /** Null for an imported restaurant whose owner was already gone. */
  ownerUserId: Id.nullable(),
  name: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  createdAt: z.date(),
});
export type Restaurant = z.infer<typeof Restaurant>;

export const GetRestaurantInput = z.object({ id: Id });
export type GetRestaurantInput = z.infer<typeof GetRestaurantInput>;
export const RestaurantList = z.array(Restaurant);

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

export const DashboardInput = z.object({ restaurantId: Id });
export type DashboardInput = z.infer<typeof DashboardInput>;

/** Figures of the last seven days against the seven before, from what the campaigns brought in. */
export const RestaurantDashboard = z.object({
  restaurant: Restaurant,
  period: Period,
  newCustomers: z.object({ current: z.number().int(), previous: z.number().int() }),
  reengagedCustomers: z.object({ current: z.number().int(), previous: z.number().int() }),
  recentCampaigns: z.number().int(),
  /** Newest first, at most three. */
  activeCampaigns: z.array(Campaign),
  /** Oldest first, at most three. */
  pendingTasks: z.array(Task),
  /** One entry for each of the last 28 days, days without results included. */
  daily: z.array(z.object({ day: Day, newCustomers: z.number().int(), reengagedCustomers: z.number().int() })),
});
export type RestaurantDashboard = z.infer<typeof RestaurantDashboard>;

export const PlatformDashboard = z.object({
  period: Period,
  restaurants: z.number().int(),
  users: z.number().int(),
  /** Campaigns made in the period, those without a restaurant included. */
  recentCampaigns: z.number().int(),
  /** Restaurants with at least one open default task. */
  incompleteSetups: z.number().int(),
  /** One entry for each of the last 28 days. */
  daily: z.array(z.object({ day: Day, signUps: z.number().int(), campaigns: z.number().int() })),
});
export type PlatformDashboard = z.infer<typeof PlatformDashboard>;
