import type { CampaignCommand, CampaignDetail } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { changeCampaign } from "./change.ts";
import { continueCampaign } from "./continue.ts";
import { moveCampaign } from "./move.ts";

/** Stops an active campaign for a while: no more messages, and the ad is told to pause. Throws `CAMPAIGN_STATE`. */
export function pauseCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "pause" }, async (tx, campaign) => {
    const paused = await moveCampaign(tx, ctx, campaign, { to: "paused", action: "campaign.pause" });
    await continueCampaign(tx, ctx, paused);
    return paused;
  });
}

/** Goes on with a paused campaign. Throws `CAMPAIGN_STATE`. */
export function resumeCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "resume" }, async (tx, campaign) => {
    const resumed = await moveCampaign(tx, ctx, campaign, { to: "active", action: "campaign.resume" });
    await continueCampaign(tx, ctx, resumed);
    return resumed;
  });
}
