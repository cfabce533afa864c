import type { Campaign, ListCampaignsInput, Page } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { campaignColumns } from "./internal.ts";

/** A restaurant's campaigns, newest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listCampaigns(ctx: Ctx, input: ListCampaignsInput): Promise<Page<Campaign>> {
  requirePermission(ctx, "campaign:read");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:read-any");
  const { campaign } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<Campaign>({
    keys: [
      { column: campaign.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: campaign.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select(campaignColumns(ctx))
    .from(campaign)
    .where(
      and(
        eq(campaign.restaurantId, restaurantId),
        input.status && eq(campaign.status, input.status),
        input.type && eq(campaign.type, input.type),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
