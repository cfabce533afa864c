import { AppError, type Campaign, type GetCampaignInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { can, requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { campaignColumns } from "./internal.ts";

const notFound = (cause?: unknown) =>
  new AppError({ code: "NOT_FOUND", reason: "CAMPAIGN_NOT_FOUND", message: "This campaign does not exist.", cause });

/** One campaign. Throws `CAMPAIGN_NOT_FOUND`, also for one of somebody else's restaurant. */
export async function getCampaign(ctx: Ctx, input: GetCampaignInput): Promise<Campaign> {
  requirePermission(ctx, "campaign:read");
  const { campaign } = ctx.db.tables;
  const [row] = await ctx.db.select(campaignColumns(ctx)).from(campaign).where(eq(campaign.id, input.id));
  if (!row) throw notFound();
  if (can(ctx, "campaign:read-any")) return row;
  if (row.restaurantId === null) throw notFound();
  await getAccessibleRestaurant(ctx, row.restaurantId, "campaign:read-any").catch((error: unknown) => {
    throw error instanceof AppError ? notFound(error) : error;
  });
  return row;
}
