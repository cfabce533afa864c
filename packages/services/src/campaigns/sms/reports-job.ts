import { ProviderError, type SmsReport } from "@causeway/providers";
import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import { applySmsReport } from "./apply-report.ts";

export const REPORTS_AFTER_MS = 30_000;
/** How long after one round the next one looks again, in milliseconds. */
const ROUNDS = [2, 10, 60, 6 * 60, 24 * 60].map((minutes) => minutes * 60_000);
const BATCH = 20;

/** Asks for reports that did not come by themselves: where the provider cannot reach us, or a report was lost. */
export const collectReportsJob = defineJob({
  name: "campaign.collect-reports",
  payload: z.object({ campaignId: z.string(), round: z.number().int() }),
  async run(run, { campaignId, round }) {
    let open = 0;
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
    const wait = ROUNDS[round];
    if (open === 0 || wait === undefined) return { open };
    const runAt = new Date(run.clock().getTime() + wait);
    await run.db.transaction((tx) => run.jobs.enqueue(tx, collectReportsJob, { campaignId, round: round + 1 }, { runAt }));
    return { open };
  },
});

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
