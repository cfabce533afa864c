import { ProviderError } from "@causeway/providers";
import { z } from "zod";
import { defineJob } from "../../jobs/job.ts";
import { failCampaign } from "../fail.ts";
import { findCampaign } from "../internal.ts";

const MAX_ATTEMPTS = 8;

const wanted = (status: string) => (status === "active" ? "active" : "paused");

/**
 * Tells the channel whether the ad is to run. Looks again after it was told, so that of several jobs the last one leaves what the
 * owner wants.
 */
export const pushAdStatusJob = defineJob({
  name: "campaign.push-ad-status",
  payload: z.object({ campaignId: z.string() }),
  maxAttempts: MAX_ATTEMPTS,
  async run(run, { campaignId }) {
    let told: string | null = null;
    for (;;) {
      run.signal.throwIfAborted();
      const campaign = await findCampaign(run.db, campaignId);
      if (!campaign || campaign.externalId === null || wanted(campaign.status) === told) return;
      const status = wanted(campaign.status);
      try {
        await run.providers.ads.setStatus(campaign.externalId, status, run.signal);
      } catch (error) {
        run.signal.throwIfAborted();
        const isRefused = error instanceof ProviderError && error.failure === "refused";
        if (!isRefused && run.job.attempt < MAX_ATTEMPTS) throw error;
        run.logger.error({ err: error, campaignId, status }, "ad service did not take the status");
        await failCampaign(run, campaignId, `The ad could not be made ${status} at the ad service. Please check it there.`);
        return;
      }
      told = status;
    }
  },
});
