import { measureSms, renderSms, type SmsDetails } from "@causeway/contract";
import { newId } from "@causeway/db";
import { and, asc, eq, gt } from "drizzle-orm";
import { ofContact } from "../../contacts/internal.ts";
import type { JobRun } from "../../jobs/job.ts";
import { failCampaign } from "../fail.ts";
import { findCampaign, readSmsDetails, type StoredCampaign } from "../internal.ts";
import { isInAudience } from "./audience.ts";
import { NOBODY } from "./recipients.ts";
import { sendSmsJob } from "./send-job.ts";

const BATCH = 500;

/**
 * Makes one row per number before any message is sent: who is in the audience now. Interrupted, it is done again and finds the
 * rows it has made. Then the sending begins.
 */
export async function prepareMessages(run: JobRun, campaign: StoredCampaign): Promise<void> {
  const details = readSmsDetails(campaign.details);
  const { id: campaignId, restaurantId } = campaign;
  if (details === null || restaurantId === null) throw new Error(`Campaign ${campaignId} has no complete message.`);
  if (campaign.launchedAt === null) {
    const inAudience = isInAudience(run.db, { restaurantId, audience: details.audience, now: run.clock() });
    let done = 0;
    for (let after = ""; ;) {
      run.signal.throwIfAborted();
      const contacts = await nextContacts(run, inAudience, after);
      if (contacts.length === 0) break;
      await addMessages(run, { campaign, details, contacts });
      after = contacts.at(-1)?.phone ?? "";
      done += contacts.length;
      await run.progress({ done, total: null, note: "preparing" });
    }
  }
  const { smsMessage } = run.db.tables;
  const queued = await run.db.$count(smsMessage, and(eq(smsMessage.campaignId, campaignId), eq(smsMessage.status, "queued")));
  if (queued === 0 && campaign.launchedAt === null) return failCampaign(run, campaignId, NOBODY);
  await run.db.transaction(async (tx) => {
    const current = await findCampaign(tx, campaignId);
    if (current?.launchedAt === null) {
      await tx.update(tx.tables.campaign).set({ launchedAt: run.clock() }).where(eq(tx.tables.campaign.id, campaignId));
    }
    await run.jobs.enqueue(tx, sendSmsJob, { campaignId, tries: 0 }, { restaurantId });
  });
}

type Recipient = Awaited<ReturnType<typeof nextContacts>>[number];

async function nextContacts({ db }: JobRun, inAudience: ReturnType<typeof isInAudience>, after: string) {
  const { contact, smsOptOut } = db.tables;
  return db
    .select({ id: contact.id, name: contact.name, phone: contact.phone, optedOut: smsOptOut.phone })
    .from(contact)
    .leftJoin(smsOptOut, ofContact({ db }))
    .where(and(inAudience, gt(contact.phone, after)))
    .orderBy(asc(contact.phone))
    .limit(BATCH);
}

async function addMessages(
  { db, clock }: JobRun,
  { campaign, details, contacts }: { campaign: StoredCampaign; details: SmsDetails; contacts: readonly Recipient[] },
): Promise<void> {
  const now = clock();
  const facts = { restaurant: details.businessName, offer: details.offer, code: campaign.promoCode ?? "" };
  await db
    .insert(db.tables.smsMessage)
    .values(
      contacts.map(({ id, name, phone, optedOut }) => {
        const body = renderSms(details.template, { ...facts, name });
        return {
          id: newId(),
          campaignId: campaign.id,
          contactId: id,
          phone,
          body,
          segments: measureSms(body).segments,
          status: optedOut === null ? ("queued" as const) : ("opted_out" as const),
          createdAt: now,
          updatedAt: now,
        };
      }),
    )
    .onConflictDoNothing();
}
