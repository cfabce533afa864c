import type { CampaignCommand, EnqueuedJob } from "@causeway/contract";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getAccessibleCampaign, requireType } from "../internal.ts";
import { campaignOptions } from "../job-options.ts";
import { syncAdResultsJob } from "./results-job.ts";

/** Asks for an ad's figures to be read now instead of within the hour. Throws `CAMPAIGN_NOT_FOUND`, `CAMPAIGN_TYPE`. */
export async function syncAdResults(ctx: Ctx, { id }: CampaignCommand): Promise<EnqueuedJob> {
  requirePermission(ctx, "campaign:write");
  return ctx.db.transaction(async (tx) => {
    const campaign = await getAccessibleCampaign(tx, ctx, id, "campaign:write-any");
    requireType(campaign, "ad");
    return ctx.jobs.enqueue(tx, syncAdResultsJob, { campaignId: id }, { ...campaignOptions(ctx, campaign), dedupeKey: id });
  });
}
