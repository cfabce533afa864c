import type { Restaurant, UpdateRestaurantInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleRestaurant } from "./internal.ts";

/** Changes what is known of a restaurant. Throws `RESTAURANT_NOT_FOUND`. */
export async function updateRestaurant(ctx: Ctx, { id, ...input }: UpdateRestaurantInput): Promise<Restaurant> {
  requirePermission(ctx, "restaurant:write");
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    await getAccessibleRestaurant(inside, id, "restaurant:write-any");
    const { restaurant } = tx.tables;
    await tx
      .update(restaurant)
      .set({ ...input, updatedAt: ctx.clock() })
      .where(eq(restaurant.id, id));
    await recordAudit(tx, ctx, {
      action: "restaurant.update",
      subject: { type: "restaurant", id },
      details: { changed: Object.keys(input).join(",") },
    });
    return getAccessibleRestaurant(inside, id, "restaurant:write-any");
  });
}
