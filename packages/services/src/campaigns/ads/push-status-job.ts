import { ProviderError } from "@causeway/providers";
import { and, eq, isNull, ne, or } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import { failCampaign } from "../fail.ts";
import { campaignTopic, findCampaign } from "../internal.ts";

const MAX_ATTEMPTS = 8;
const STILL_RUNS = "The ad service did not take that this ad is to stop: it may still run and cost money. Please stop it there.";

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
        if (status === "paused") return noteFailure(run, campaignId, STILL_RUNS);
        return failCampaign(run, campaignId, `The ad could not be made ${status} at the ad service. Please check it there.`);
      }
      told = status;
      if (campaign.failure === STILL_RUNS) await noteFailure(run, campaignId, null);
    }
  },
});

/** What its owner reads of a campaign that stays what it is; why one has failed is not written over. */
async function noteFailure({ db, clock, events }: JobRun, campaignId: string, failure: string | null): Promise<void> {
  const { campaign } = db.tables;
  await db
    .update(campaign)
    .set({ failure, updatedAt: clock() })
    .where(
      and(
        eq(campaign.id, campaignId),
        ne(campaign.status, "failed"),
        or(isNull(campaign.failure), eq(campaign.failure, STILL_RUNS)),
      ),
    );
  events.publish(campaignTopic(campaignId));
}
