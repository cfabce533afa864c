import type { Ctx } from "../runtime/context.ts";
import { campaignTopic, findCampaign } from "./internal.ts";
import { moveCampaign } from "./move.ts";
import { enqueueReports } from "./sms/reports-job.ts";

/** Ends a campaign that cannot go on, with the reason for its owner; one that is not active any more is left as it is. */
export async function failCampaign(ctx: Ctx, campaignId: string, failure: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const campaign = await findCampaign(tx, campaignId);
    if (campaign?.status !== "active") return;
    await moveCampaign(tx, ctx, campaign, { to: "failed", action: "campaign.fail", change: { failure, finishedAt: ctx.clock() } });
    if (campaign.type === "sms" && campaign.launchedAt !== null) await enqueueReports(tx, ctx, { campaignId });
  });
  ctx.events.publish(campaignTopic(campaignId));
}
