import type { Db } from "@causeway/db";
import type { Ctx } from "../runtime/context.ts";
import { pushAdStatusJob } from "./ads/push-status-job.ts";
import { readAdDetails, readSmsDetails, type StoredCampaign } from "./internal.ts";
import { campaignOptions } from "./job-options.ts";
import { enqueueReports } from "./sms/reports-job.ts";
import { sendSmsJob } from "./sms/send-job.ts";
import { enqueueStart } from "./start-job.ts";

/**
 * After a change of status: has its channel told, or what was interrupted taken up again. Imported campaigns have no channel
 * that we know of.
 */
export async function continueCampaign(tx: Db, ctx: Ctx, campaign: StoredCampaign): Promise<void> {
  const { id: campaignId, type, status, externalId, launchedAt, scheduledAt } = campaign;
  const options = campaignOptions(ctx, campaign);
  if (type === "ad" && externalId !== null) {
    await ctx.jobs.enqueue(tx, pushAdStatusJob, { campaignId }, options);
    return;
  }
  if (status !== "active") {
    if (type === "sms" && launchedAt !== null) await enqueueReports(tx, ctx, { campaignId });
  } else if (type === "sms" && launchedAt !== null) {
    await ctx.jobs.enqueue(tx, sendSmsJob, { campaignId, tries: 0 }, options);
  } else if (scheduledAt !== null && (readAdDetails(campaign.details) ?? readSmsDetails(campaign.details)) !== null) {
    await enqueueStart(tx, ctx, campaign, scheduledAt);
  }
}
