import type { Db } from "@causeway/db";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";
import type { Ctx } from "../runtime/context.ts";
import { createAdAtChannel } from "./ads/create-at-channel.ts";
import { campaignTopic, findCampaign, type StoredCampaign } from "./internal.ts";
import { campaignOptions } from "./job-options.ts";
import { moveCampaign } from "./move.ts";
import { prepareMessages } from "./sms/prepare-messages.ts";

/**
 * Starts a campaign at its time. `at` is the time it was made for: a campaign that was scheduled anew or taken back since then
 * is left alone. Becomes active first, so that its content stands still while its channel is set up.
 */
export const startCampaignJob = defineJob({
  name: "campaign.start",
  payload: z.object({ campaignId: z.string(), at: z.string() }),
  async run(run, { campaignId, at }) {
    const campaign = await run.db.transaction(async (tx) => {
      const found = await findCampaign(tx, campaignId);
      if (!found || found.scheduledAt?.toISOString() !== at) return null;
      if (found.status !== "scheduled") return found.status === "active" ? found : null;
      return moveCampaign(tx, run, found, { to: "active", action: "campaign.start" });
    });
    if (!campaign) return;
    run.events.publish(campaignTopic(campaignId));
    if (campaign.type === "ad") await createAdAtChannel(run, campaign);
    else await prepareMessages(run, campaign);
    run.events.publish(campaignTopic(campaignId));
  },
});

/**
 * Has the campaign started at its time, by one job however often that is asked for: two that have its channel run the ad at the
 * same moment would both find that it does not run yet.
 */
export function enqueueStart(tx: Db, ctx: Ctx, campaign: StoredCampaign, scheduledAt: Date) {
  const at = scheduledAt.toISOString();
  const options = { ...campaignOptions(ctx, campaign), runAt: scheduledAt, dedupeKey: `${campaign.id} ${at}` };
  return ctx.jobs.enqueue(tx, startCampaignJob, { campaignId: campaign.id, at }, options);
}
