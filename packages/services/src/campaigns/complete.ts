import type { CampaignCommand, CampaignDetail } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { changeCampaign } from "./change.ts";
import { continueCampaign } from "./continue.ts";
import { moveCampaign } from "./move.ts";

/** Ends a campaign for good; messages that were not sent stay unsent. Throws `CAMPAIGN_STATE`. */
export function completeCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "complete" }, async (tx, campaign) => {
    const change = { finishedAt: ctx.clock() };
    const completed = await moveCampaign(tx, ctx, campaign, { to: "completed", action: "campaign.complete", change });
    await continueCampaign(tx, ctx, completed);
    return completed;
  });
}
