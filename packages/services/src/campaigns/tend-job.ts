import { and, asc, eq, exists, gt, gte, isNotNull, inArray, isNull, lt, not, or, sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../jobs/job.ts";
import { continueCampaign } from "./continue.ts";
import { findCampaign } from "./internal.ts";
import { sendSmsJob } from "./sms/send-job.ts";
import { enqueueStart } from "./start-job.ts";

/** So long a campaign may stand still before somebody looks after it: longer than any job is silent while it works. */
const STILL_MS = 10 * 60_000;
const BATCH = 100;

/**
 * Takes up what no job works on any more: campaigns whose time has come and passed, and those of text messages that nobody sends
 * or ends. That happens where a job died with its worker, again and again, or was cancelled.
 */
export const tendCampaignsJob = defineJob({
  name: "campaign.tend",
  payload: z.null(),
  cron: { pattern: "*/10 * * * *", timeZone: "UTC" },
  async run(run) {
    let taken = 0;
    for (let after = ""; ;) {
      run.signal.throwIfAborted();
      const ids = await listStill(run, after);
      if (ids.length === 0) return { taken };
      for (const id of ids) if (await takeUp(run, id)) taken++;
      after = ids.at(-1) ?? "";
    }
  },
});

async function listStill({ db, clock }: JobRun, after: string): Promise<string[]> {
  const { campaign, smsMessage: message, job } = db.tables;
  const still = new Date(clock().getTime() - STILL_MS);
  const ofCampaign = eq(message.campaignId, campaign.id);
  const one = { one: sql`1` };
  const isOverdue = and(eq(campaign.status, "scheduled"), lt(campaign.scheduledAt, still));
  const isBeingStarted = and(eq(campaign.status, "active"), isNotNull(campaign.scheduledAt), isNull(campaign.launchedAt));
  // One that came with an import has none, and nothing to send.
  const hasMessages = exists(db.select(one).from(message).where(ofCampaign));
  const isBusy = exists(
    db
      .select(one)
      .from(message)
      .where(and(ofCampaign, gte(message.sentAt, still))),
  );
  const hasJob = exists(
    db
      .select(one)
      .from(job)
      .where(
        and(eq(job.restaurantId, campaign.restaurantId), eq(job.name, sendSmsJob.name), inArray(job.state, ["queued", "active"])),
      ),
  );
  const isStuck = and(
    eq(campaign.status, "active"),
    eq(campaign.type, "sms"),
    isNotNull(campaign.launchedAt),
    hasMessages,
    not(isBusy),
    not(hasJob),
  );
  const rows = await db
    .select({ id: campaign.id })
    .from(campaign)
    .where(and(or(isOverdue, and(isBeingStarted, lt(campaign.updatedAt, still)), isStuck), gt(campaign.id, after)))
    .orderBy(asc(campaign.id))
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

async function takeUp(run: JobRun, id: string): Promise<boolean> {
  return run.db.transaction(async (tx) => {
    const campaign = await findCampaign(tx, id);
    if (campaign?.status === "active") {
      await continueCampaign(tx, run, campaign);
      return true;
    }
    if (campaign?.status !== "scheduled" || campaign.scheduledAt === null) return false;
    return (await enqueueStart(tx, run, campaign, campaign.scheduledAt)).isNew;
  });
}
