import type { CampaignDetail, GetCampaignInput } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeCampaign, getAccessibleCampaign } from "./internal.ts";

/** One campaign. Throws `CAMPAIGN_NOT_FOUND`, also for one of somebody else's restaurant. */
export async function getCampaign(ctx: Ctx, { id }: GetCampaignInput): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign:read");
  return describeCampaign(await getAccessibleCampaign(ctx.db, ctx, id, "campaign:read-any"));
}
