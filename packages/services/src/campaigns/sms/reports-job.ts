import type { Db } from "@causeway/db";
import { ProviderError, type SmsReport } from "@causeway/providers";
import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import type { Ctx } from "../../runtime/context.ts";
import { applySmsReport } from "./apply-report.ts";
import { lookUpUncertain } from "./hand-over.ts";

/** How long before each round looks, the first one too, in milliseconds. */
const ROUNDS = [0.5, 2, 10, 60, 6 * 60, 24 * 60].map((minutes) => minutes * 60_000);
const BATCH = 20;

/**
 * Asks for reports that did not come by themselves: where the provider cannot reach us, or a report was lost. What was handed over
 * when the sending was stopped, and nobody has heard of since, is looked up.
 */
export const collectReportsJob = defineJob({
  name: "campaign.collect-reports",
  payload: z.object({ campaignId: z.string(), round: z.number().int() }),
  async run(run, { campaignId, round }) {
    await lookUpUncertain(run, campaignId);
    let open = await countUncertain(run, campaignId);
    for (let after = ""; ;) {
      run.signal.throwIfAborted();
      const messages = await sentMessages(run, campaignId, after);
      if (messages.length === 0) break;
      const reports = await Promise.all(messages.map(({ externalId }) => findReport(run, externalId)));
      for (const report of reports) {
        if (report) await applySmsReport(run, report);
        if (report?.status !== "delivered" && report?.status !== "failed") open++;
      }
      after = messages.at(-1)?.id ?? "";
    }
    if (open > 0) await run.db.transaction((tx) => enqueueReports(tx, run, { campaignId, round: round + 1 }));
    return { open };
  },
});

/** Has what became of a campaign's messages asked for: where its sending has stopped, for a while or for good. */
export async function enqueueReports(
  tx: Db,
  { jobs, clock }: Pick<Ctx, "jobs" | "clock">,
  { campaignId, round = 0 }: { campaignId: string; round?: number },
): Promise<void> {
  const wait = ROUNDS[round];
  if (wait === undefined) return;
  const options = { runAt: new Date(clock().getTime() + wait), dedupeKey: `${campaignId} ${round}` };
  await jobs.enqueue(tx, collectReportsJob, { campaignId, round }, options);
}

function countUncertain({ db }: JobRun, campaignId: string): Promise<number> {
  const { smsMessage: message } = db.tables;
  return db.$count(message, and(eq(message.campaignId, campaignId), inArray(message.status, ["sending", "unknown"])));
}

async function sentMessages({ db }: JobRun, campaignId: string, after: string) {
  const { smsMessage: message } = db.tables;
  const rows = await db
    .select({ id: message.id, externalId: message.externalId })
    .from(message)
    .where(
      and(eq(message.campaignId, campaignId), eq(message.status, "sent"), isNotNull(message.externalId), gt(message.id, after)),
    )
    .orderBy(asc(message.id))
    .limit(BATCH);
  return rows.flatMap(({ id, externalId }) => (externalId === null ? [] : [{ id, externalId }]));
}

/** Null where nothing is known now. */
async function findReport(run: JobRun, externalId: string): Promise<SmsReport | null> {
  try {
    return await run.providers.sms.findReport(externalId, run.signal);
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    return null;
  }
}
