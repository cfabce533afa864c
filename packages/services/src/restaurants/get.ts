import type { GetRestaurantInput, Restaurant } from "@causeway/contract";
import { asc, eq } from "drizzle-orm";
import { requireUser } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleRestaurant, restaurantColumns } from "./internal.ts";

/** One restaurant. Throws `RESTAURANT_NOT_FOUND`, also for one of somebody else. */
export function getRestaurant(ctx: Ctx, input: GetRestaurantInput): Promise<Restaurant> {
  return getAccessibleRestaurant(ctx, input.id, "restaurant:read-any");
}

/** The caller's own restaurants, oldest first; a hundred at most. */
export async function listOwnRestaurants(ctx: Ctx): Promise<Restaurant[]> {
  const { userId } = requireUser(ctx);
  const { restaurant } = ctx.db.tables;
  return ctx.db
    .select(restaurantColumns(ctx))
    .from(restaurant)
    .where(eq(restaurant.ownerUserId, userId))
    .orderBy(asc(restaurant.createdAt), asc(restaurant.id))
    .limit(100);
}
