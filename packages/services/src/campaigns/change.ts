import type { CampaignAction, CampaignDetail } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { campaignTopic, describeCampaign, getAccessibleCampaign, type StoredCampaign } from "./internal.ts";
import { requireAction } from "./require-action.ts";

/** Changes one campaign of the caller's in a transaction and tells whoever watches it. Throws `CAMPAIGN_NOT_FOUND`, `CAMPAIGN_STATE`. */
export async function changeCampaign(
  ctx: Ctx,
  { id, action }: { id: string; action: CampaignAction },
  change: (tx: Db, campaign: StoredCampaign) => Promise<StoredCampaign>,
): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign:write");
  const changed = await ctx.db.transaction(async (tx) => {
    const campaign = await getAccessibleCampaign(tx, ctx, id, "campaign:write-any");
    requireAction(campaign, action);
    return change(tx, campaign);
  });
  ctx.events.publish(campaignTopic(id));
  return describeCampaign(changed);
}
