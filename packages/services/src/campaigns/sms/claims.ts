import type { Db } from "@causeway/db";
import { and, asc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import type { JobRun } from "../../jobs/job.ts";

/** Messages that are handed over at the same time. */
const BATCH = 20;
/** After so long nobody is still busy with a message that was taken: a call to the provider is given up much earlier. */
export const CLAIM_MS = 120_000;

/** A message that this worker alone may hand over, until `CLAIM_MS` after it was taken. */
export interface ClaimedMessage {
  id: string;
  campaignId: string;
  phone: string;
  body: string;
  claimedAt: Date;
}

/** Before it is handed over, every message is taken and that is committed. Empty once nothing is queued or the campaign stops. */
export async function claimMessages({ db, clock }: Pick<JobRun, "db" | "clock">, campaignId: string): Promise<ClaimedMessage[]> {
  for (;;) {
    const claimed = await db.transaction((tx) => claimBatch(tx, campaignId, clock()));
    if (claimed === null || claimed.length > 0) return claimed ?? [];
  }
}

/** Null once there is nothing to take; empty when all of a batch had opted out. */
async function claimBatch(tx: Db, campaignId: string, now: Date): Promise<ClaimedMessage[] | null> {
  const { campaign, smsMessage: message, smsOptOut } = tx.tables;
  const rows = await tx
    .select({ id: message.id, campaignId: message.campaignId, phone: message.phone, body: message.body, optedOut: smsOptOut.phone })
    .from(message)
    .innerJoin(campaign, eq(campaign.id, message.campaignId))
    .leftJoin(smsOptOut, and(eq(smsOptOut.restaurantId, campaign.restaurantId), eq(smsOptOut.phone, message.phone)))
    .where(and(eq(message.campaignId, campaignId), eq(message.status, "queued"), eq(campaign.status, "active")))
    .orderBy(asc(message.id))
    .limit(BATCH);
  if (rows.length === 0) return null;
  const optedOut = rows.flatMap(({ id, optedOut }) => (optedOut === null ? [] : [id]));
  if (optedOut.length > 0) {
    await tx.update(message).set({ status: "opted_out", updatedAt: now }).where(inArray(message.id, optedOut));
  }
  const taken = rows.filter((row) => row.optedOut === null);
  if (taken.length > 0) {
    const ids = taken.map(({ id }) => id);
    await tx.update(message).set({ status: "sending", claimedAt: now, updatedAt: now }).where(inArray(message.id, ids));
  }
  return taken.map(({ optedOut: _, ...row }) => ({ ...row, claimedAt: now }));
}

/** Messages of which nobody knows whether they were sent: whoever had them is gone, or was never answered. */
export async function listUncertain({ db, clock }: Pick<JobRun, "db" | "clock">, campaignId: string): Promise<ClaimedMessage[]> {
  const { smsMessage: message } = db.tables;
  const rows = await db
    .select({
      id: message.id,
      campaignId: message.campaignId,
      phone: message.phone,
      body: message.body,
      claimedAt: message.claimedAt,
    })
    .from(message)
    .where(
      and(
        eq(message.campaignId, campaignId),
        inArray(message.status, ["sending", "unknown"]),
        isNotNull(message.claimedAt),
        lte(message.claimedAt, new Date(clock().getTime() - CLAIM_MS)),
      ),
    )
    .orderBy(asc(message.id));
  return rows.flatMap(({ claimedAt, ...row }) => (claimedAt === null ? [] : [{ ...row, claimedAt }]));
}
