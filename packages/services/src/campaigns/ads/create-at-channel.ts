import { ProviderError } from "@causeway/providers";
import { eq } from "drizzle-orm";
import type { JobRun } from "../../jobs/job.ts";
import { failCampaign } from "../fail.ts";
import { findCampaign, readAdDetails, type StoredCampaign } from "../internal.ts";
import { campaignOptions } from "../job-options.ts";
import { readPicture } from "./picture.ts";
import { pushAdStatusJob } from "./push-status-job.ts";

/** The last attempt of a job that starts an ad; the default of jobs. */
const LAST_ATTEMPT = 5;

/**
 * Has the channel run the ad. The campaign's id is the key: an ad that was made without our hearing of it is found again instead
 * of being made twice. A refusal fails the campaign; anything else is tried again, and fails it at the end.
 */
export async function createAdAtChannel(run: JobRun, campaign: StoredCampaign): Promise<void> {
  const details = readAdDetails(campaign.details);
  if (details === null || campaign.budgetMinor === null) throw new Error(`Campaign ${campaign.id} is no complete ad.`);
  try {
    const { id, url } =
      campaign.externalId === null
        ? await run.providers.ads.create(
            {
              key: campaign.id,
              name: campaign.name,
              text: details.copy.text,
              headline: details.copy.headline,
              link: details.link,
              dailyBudgetMinor: campaign.budgetMinor,
              picture: await readPicture(run, campaign.pictureFileId),
            },
            run.signal,
          )
        : { id: campaign.externalId, url: details.manageUrl };
    await rememberAd(run, campaign.id, { externalId: id, manageUrl: url });
  } catch (error) {
    run.signal.throwIfAborted();
    const isFinal = run.job.attempt >= LAST_ATTEMPT || (error instanceof ProviderError && error.failure === "refused");
    if (!isFinal) throw error;
    run.logger.warn({ err: error, campaignId: campaign.id }, "ad not created");
    await failCampaign(run, campaign.id, describeFailure(error));
  }
}

function describeFailure(error: unknown): string {
  if (!(error instanceof ProviderError)) return "The ad could not be created. Please launch it again later.";
  if (error.failure === "refused") return `The ad service refused it: ${error.message}`;
  return "The ad service could not be reached. Please launch it again later.";
}

/** If somebody paused or ended the campaign meanwhile, the channel, which runs it now, is told. */
async function rememberAd(run: JobRun, campaignId: string, ad: { externalId: string; manageUrl: string | null }): Promise<void> {
  await run.db.transaction(async (tx) => {
    const { campaign } = tx.tables;
    const current = await findCampaign(tx, campaignId);
    const details = readAdDetails(current?.details ?? null);
    if (!current || !details) return;
    await tx
      .update(campaign)
      .set({
        externalId: ad.externalId,
        details: { ...details, manageUrl: ad.manageUrl },
        launchedAt: current.launchedAt ?? run.clock(),
        updatedAt: run.clock(),
      })
      .where(eq(campaign.id, campaignId));
    if (current.status !== "active" || current.externalId !== null) {
      await run.jobs.enqueue(tx, pushAdStatusJob, { campaignId }, campaignOptions(run, current));
    }
  });
}
