import type { ListRestaurantsInput, Page, RestaurantSummary } from "@causeway/contract";
import { containsPattern, type PageKey, paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { restaurantColumns } from "./internal.ts";

/** Everybody's restaurants with their owners, newest first unless told; `search` is a part of the name. */
export async function listRestaurants(ctx: Ctx, input: ListRestaurantsInput): Promise<Page<RestaurantSummary>> {
  requirePermission(ctx, "restaurant:read-any");
  const { restaurant, user } = ctx.db.tables;
  const { order } = input;
  const sortKey: PageKey<RestaurantSummary> =
    input.sort === "name"
      ? { column: ctx.db.fn.bytewise(restaurant.name), order, value: (row) => row.name }
      : { column: restaurant.createdAt, order, value: (row) => row.createdAt };
  const { where, orderBy, limit, page } = paginate({
    keys: [sortKey, { column: restaurant.id, order, value: (row) => row.id }],
    cursor: input.cursor,
    limit: input.limit,
  });
  const pattern = input.searchAs === "pattern" ? `%${input.search ?? ""}%` : containsPattern(input.search ?? "");
  const rows = await ctx.db
    .select({ ...restaurantColumns(ctx), ownerEmail: user.email, ownerSignedUpAt: user.createdAt })
    .from(restaurant)
    .leftJoin(user, eq(user.id, restaurant.ownerUserId))
    .where(and(input.search ? ctx.db.fn.likeAscii(restaurant.name, pattern) : undefined, where))
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
