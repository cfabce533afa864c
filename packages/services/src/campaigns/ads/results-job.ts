import type { JsonValue } from "@causeway/contract";
import { ProviderError } from "@causeway/providers";
import { and, asc, eq, gt, gte, inArray, isNotNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import { daysBefore, utcDay } from "../../restaurants/days.ts";
import { campaignTopic, findCampaign } from "../internal.ts";

/** Channels correct the figures of the last days; older ones are read once. */
const RECENT_DAYS = 28;
/** For so long after its end an ad's figures are still corrected. */
const SETTLING_DAYS = 7;
const BATCH = 200;

/**
 * Reads what ads brought in into `campaign_result`, a row per day, written anew each time. Without a campaign it asks for all that
 * run or ran lately, each in a job of its own.
 */
export const syncAdResultsJob = defineJob({
  name: "ads.sync-results",
  payload: z.object({ campaignId: z.string() }).nullable(),
  cron: { pattern: "17 * * * *", timeZone: "UTC" },
  async run(run, payload): Promise<JsonValue> {
    if (payload !== null) return { days: await syncResults(run, payload.campaignId) };
    let count = 0;
    for (let after = ""; ;) {
      const ids = await runningAds(run, after);
      if (ids.length === 0) return { campaigns: count };
      await run.db.transaction(async (tx) => {
        for (const campaignId of ids) await run.jobs.enqueue(tx, syncAdResultsJob, { campaignId }, { dedupeKey: campaignId });
      });
      count += ids.length;
      after = ids.at(-1) ?? "";
      await run.progress({ done: count, total: null });
    }
  },
});

async function runningAds(run: JobRun, after: string): Promise<string[]> {
  const { campaign } = run.db.tables;
  const rows = await run.db
    .select({ id: campaign.id })
    .from(campaign)
    .where(
      and(
        eq(campaign.type, "ad"),
        inArray(campaign.status, ["active", "paused", "completed", "failed"]),
        isNotNull(campaign.externalId),
        or(inArray(campaign.status, ["active", "paused"]), gte(campaign.finishedAt, daysBefore(run.clock(), SETTLING_DAYS))),
        gt(campaign.id, after),
      ),
    )
    .orderBy(asc(campaign.id))
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

async function syncResults(run: JobRun, campaignId: string): Promise<number> {
  const campaign = await findCampaign(run.db, campaignId);
  if (!campaign || campaign.type !== "ad" || campaign.externalId === null || campaign.launchedAt === null) return 0;
  const { campaignResult } = run.db.tables;
  const now = run.clock();
  const known = await run.db.$count(campaignResult, eq(campaignResult.campaignId, campaignId));
  // An ad that begins in an evening of New York begins on the next day of UTC, and is paid for on the day before.
  const launchedOn = utcDay(daysBefore(campaign.launchedAt, run.providers.ads.daysBehind));
  const recent = utcDay(daysBefore(now, RECENT_DAYS));
  const since = known > 0 && recent > launchedOn ? recent : launchedOn;
  const days = await run.providers.ads.listDays(campaign.externalId, { since, until: utcDay(now) }, run.signal);
  for (const { day, ...figures } of days) {
    if (!Object.values(figures).every(Number.isSafeInteger)) {
      throw new ProviderError({ failure: "malformed", message: `The figures of ${day} are no whole numbers.` });
    }
  }
  for (let at = 0; at < days.length; at += BATCH) {
    await run.db
      .insert(campaignResult)
      .values(
        days.slice(at, at + BATCH).map(({ conversions, ...figures }) => ({
          campaignId,
          ...figures,
          newCustomers: conversions,
          reengagedCustomers: 0,
        })),
      )
      .onConflictDoUpdate({
        target: [campaignResult.campaignId, campaignResult.day],
        set: {
          newCustomers: sql`excluded.new_customers`,
          impressions: sql`excluded.impressions`,
          reach: sql`excluded.reach`,
          clicks: sql`excluded.clicks`,
          spendMinor: sql`excluded.spend_minor`,
        },
      });
  }
  run.events.publish(campaignTopic(campaignId));
  return days.length;
}
