import type { CampaignCommand, CampaignDetail, ScheduleCampaignInput } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { changeCampaign } from "./change.ts";
import { moveCampaign } from "./move.ts";
import { startAt } from "./start.ts";

/** Makes a draft start at a time of the future, or a scheduled one at another. Throws `CAMPAIGN_STATE`, `SCHEDULE_IN_PAST`. */
export function scheduleCampaign(ctx: Ctx, { id, at }: ScheduleCampaignInput): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "schedule" }, (tx, campaign) => startAt(tx, ctx, campaign, at));
}

/** Makes a scheduled campaign a draft again. Throws `CAMPAIGN_STATE`. */
export function unscheduleCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "unschedule" }, (tx, campaign) =>
    moveCampaign(tx, ctx, campaign, { to: "draft", action: "campaign.unschedule", change: { scheduledAt: null } }),
  );
}
