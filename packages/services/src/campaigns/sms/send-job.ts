import { DEFAULT_TIME_ZONE } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import { failCampaign } from "../fail.ts";
import { campaignTopic, findCampaign, readSmsDetails, type StoredCampaign } from "../internal.ts";
import { moveCampaign } from "../move.ts";
import { CLAIM_MS, claimMessages } from "./claims.ts";
import { countMessages } from "./count-messages.ts";
import { handOverAll, lookUpUncertain } from "./hand-over.ts";
import { nextSendTime } from "./quiet-hours.ts";
import { enqueueReports } from "./reports-job.ts";
import type { Outcome } from "./settle-message.ts";

/** How often in a row the provider may take nothing, or leave a message unknown, before that is the end. */
const MAX_TRIES = 8;
const WAIT_MS = 30_000;
const MAX_WAIT_MS = 60 * 60_000;

/**
 * Sends what is queued of a campaign. Several of them at once, or one after a crash, are safe: each message is claimed by one, and
 * what a vanished one had claimed is looked up at the provider before anything is sent again.
 */
export const sendSmsJob = defineJob({
  name: "campaign.send-sms",
  payload: z.object({ campaignId: z.string(), tries: z.number().int() }),
  async run(run, { campaignId, tries }) {
    const progress = createProgress(run, campaignId);
    for (let attempt = tries; ;) {
      run.signal.throwIfAborted();
      const campaign = await findCampaign(run.db, campaignId);
      if (campaign?.status !== "active") return;
      const sendsAt = nextSendTime(
        run.clock(),
        readSmsDetails(campaign.details)?.quietHours ?? null,
        await timeZoneOf(run, campaign),
      );
      if (sendsAt > run.clock()) return goOnAt(run, campaign, { at: sendsAt, tries: attempt });
      const claimed = await claimMessages(run, campaignId);
      if (claimed.length === 0) {
        if ((await finish(run, campaign, attempt)) === "again") continue;
        return;
      }
      const outcomes = await handOverAll(run, claimed);
      await progress.tell(outcomes);
      const waits = outcomes.filter((outcome) => outcome.kind === "unsent");
      attempt = waits.length === outcomes.length ? attempt + 1 : 0;
      if (waits.length > 0) return waitForProvider(run, campaign, { waits, tries: attempt });
    }
  },
});

async function timeZoneOf({ db }: JobRun, { restaurantId }: StoredCampaign): Promise<string> {
  const { restaurant } = db.tables;
  if (restaurantId === null) return DEFAULT_TIME_ZONE;
  const [row] = await db.select({ timeZone: restaurant.timeZone }).from(restaurant).where(eq(restaurant.id, restaurantId));
  return row?.timeZone ?? DEFAULT_TIME_ZONE;
}

/** Tells how many are done: counted once, then kept up to date, as counting takes longer than sending. */
function createProgress(run: JobRun, campaignId: string) {
  let counted: { done: number; total: number } | undefined;
  return {
    async tell(outcomes: readonly Outcome[]): Promise<void> {
      if (counted) {
        counted.done += outcomes.filter(({ kind }) => kind !== "unsent").length;
      } else {
        const { messages } = await countMessages(run.db, campaignId);
        counted = { done: messages.total - messages.queued - messages.sending, total: messages.total };
      }
      await run.progress(counted);
      run.events.publish(campaignTopic(campaignId));
    },
  };
}

async function goOnAt(
  run: JobRun,
  { id, restaurantId }: StoredCampaign,
  { at, tries }: { at: Date; tries: number },
): Promise<void> {
  await run.db.transaction((tx) =>
    run.jobs.enqueue(
      tx,
      sendSmsJob,
      { campaignId: id, tries },
      { runAt: at, dedupeKey: `${id} ${at.toISOString()}`, ...(restaurantId === null ? {} : { restaurantId }) },
    ),
  );
}

const backoff = (tries: number) => Math.min(WAIT_MS * 2 ** Math.max(0, tries - 1), MAX_WAIT_MS);

async function waitForProvider(
  run: JobRun,
  campaign: StoredCampaign,
  { waits, tries }: { waits: Extract<Outcome, { kind: "unsent" }>[]; tries: number },
): Promise<void> {
  if (tries >= MAX_TRIES) {
    const { messages } = await countMessages(run.db, campaign.id);
    await failCampaign(
      run,
      campaign.id,
      `The text message service takes no messages. ${messages.queued} of ${messages.total} are still waiting; launch the campaign again to send them.`,
    );
    return;
  }
  const asked = Math.max(...waits.map(({ retryAfterSeconds }) => (retryAfterSeconds ?? 0) * 1000));
  await goOnAt(run, campaign, { at: new Date(run.clock().getTime() + Math.max(asked, backoff(tries))), tries });
}

/** Nothing is queued any more: what is uncertain is looked up. `again` where that must be sent after all. */
async function finish(run: JobRun, campaign: StoredCampaign, tries: number): Promise<"again" | void> {
  const unknown = await lookUpUncertain(run, campaign.id);
  const { messages } = await countMessages(run.db, campaign.id);
  const later = (milliseconds: number) => new Date(run.clock().getTime() + milliseconds);
  if (messages.queued > 0) return "again";
  if (messages.sending > 0 || messages.unknown > unknown) return goOnAt(run, campaign, { at: later(CLAIM_MS), tries });
  if (unknown > 0 && tries < MAX_TRIES)
    return goOnAt(run, campaign, { at: later(Math.max(CLAIM_MS, backoff(tries))), tries: tries + 1 });
  const tried = messages.total - messages.optedOut;
  if (messages.failed === tried && tried > 0) {
    return failCampaign(
      run,
      campaign.id,
      `The text message service refused ${tried === 1 ? "the only message" : `all ${tried} messages`}.`,
    );
  }
  await run.db.transaction(async (tx) => {
    const current = await findCampaign(tx, campaign.id);
    if (current?.status !== "active") return;
    await moveCampaign(tx, run, current, { to: "completed", action: "campaign.complete", change: { finishedAt: run.clock() } });
    await enqueueReports(tx, run, { campaignId: campaign.id });
  });
  run.events.publish(campaignTopic(campaign.id));
}
