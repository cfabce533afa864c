import type { CampaignCommand, CampaignDetail } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { changeCampaign } from "./change.ts";
import { requireRecipients } from "./sms/recipients.ts";
import { startAt } from "./start.ts";

/**
 * Starts a campaign now, or goes on with one that failed: it is scheduled for this moment and becomes active once its channel
 * takes it. Throws `CAMPAIGN_STATE`, `CAMPAIGN_INCOMPLETE`, `CAMPAIGN_NO_RECIPIENTS`.
 */
export function launchCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "launch" }, async (tx, campaign) => {
    const started = await startAt(tx, ctx, campaign, null);
    await requireRecipients(tx, ctx, campaign);
    return started;
  });
}
