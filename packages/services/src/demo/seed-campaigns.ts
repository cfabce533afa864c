import {
  type AdDetails,
  DEFAULT_QUIET_HOURS,
  DEFAULT_SMS_TEMPLATE,
  measureSms,
  renderSms,
  type SmsDetails,
  type SmsStatus,
} from "@causeway/contract";
import { type Db, newId } from "@causeway/db";
import { type AdsProvider, createEmbeddedProviders } from "@causeway/providers";
import { eq } from "drizzle-orm";
import { mapLink } from "../campaigns/ads/map-link.ts";
import { SEGMENT_COST_MICROS } from "../campaigns/sms/segment-cost.ts";
import { startCampaignJob } from "../campaigns/start-job.ts";
import { daysBefore, lastDays, utcDay } from "../restaurants/days.ts";
import type { Ctx } from "../runtime/context.ts";
import { DEMO_CAMPAIGNS, type DemoCampaign } from "./demo-campaigns.ts";
import { scatter } from "./scatter.ts";
import type { DemoCustomer } from "./seed-customers.ts";

/** Six in the evening of that day. */
const evening = (day: Date) => new Date(new Date(day).setUTCHours(18, 0, 0, 0));

export interface DemoRestaurant {
  id: string;
  name: string;
  address: string | null;
  customers: readonly DemoCustomer[];
}

/** Campaigns of every state with what they brought in; some of the text messages are still waiting to be sent. */
export async function seedCampaigns(tx: Db, ctx: Ctx, restaurant: DemoRestaurant, seed: number): Promise<void> {
  // What a demo shows does not depend on which services are set up.
  const { ads } = createEmbeddedProviders({ clock: ctx.clock });
  for (const [index, demo] of DEMO_CAMPAIGNS.entries()) {
    const campaignId = await addCampaign(tx, ctx, { demo, restaurant, seed, index });
    if (demo.status === "draft" || demo.status === "scheduled" || demo.status === "failed") continue;
    if (demo.type === "ad") await addAdResults(tx, ctx, ads, campaignId);
    else await addMessages(tx, ctx, { demo, restaurant, campaignId, seed });
  }
}

interface Seeded {
  demo: DemoCampaign;
  restaurant: DemoRestaurant;
  seed: number;
  index: number;
}

async function addCampaign(tx: Db, ctx: Ctx, { demo, restaurant, seed, index }: Seeded): Promise<string> {
  const now = ctx.clock();
  const createdAt = daysBefore(now, demo.ageDays + scatter(seed * 13 + index, seed + 1));
  const { name, type, status, promoCode, failure = null } = demo;
  const hasRun = status === "active" || status === "paused" || status === "completed";
  const id = newId();
  const scheduledAt = demo.startsInDays === undefined ? null : evening(daysBefore(now, -demo.startsInDays));
  await tx.insert(tx.tables.campaign).values({
    id,
    restaurantId: restaurant.id,
    type,
    status,
    name,
    promoCode,
    failure,
    details: demo.type === "ad" ? adDetails(demo, restaurant) : smsDetails(demo, restaurant),
    budgetMinor: demo.type === "ad" ? demo.budgetMinor : null,
    // Ids of the embedded service carry the budget, from which its figures follow.
    externalId: demo.type === "ad" && hasRun ? `embedded-${demo.budgetMinor}-${id.replaceAll("-", "")}` : null,
    scheduledAt,
    launchedAt: hasRun ? createdAt : null,
    finishedAt: status === "completed" || status === "failed" ? daysBefore(now, Math.min(3, demo.ageDays)) : null,
    createdAt,
    updatedAt: createdAt,
  });
  if (scheduledAt !== null) {
    const payload = { campaignId: id, at: scheduledAt.toISOString() };
    await ctx.jobs.enqueue(tx, startCampaignJob, payload, { runAt: scheduledAt, restaurantId: restaurant.id });
  }
  return id;
}

function adDetails(demo: DemoCampaign & { type: "ad" }, restaurant: DemoRestaurant): AdDetails {
  const { item, offer, copy } = demo;
  const link = mapLink(restaurant);
  return { kind: "ad", businessName: restaurant.name, item, offer, copy, writtenBy: "you", link, manageUrl: null };
}

function smsDetails(
  { offer, template = DEFAULT_SMS_TEMPLATE }: DemoCampaign & { type: "sms" },
  restaurant: DemoRestaurant,
): SmsDetails {
  return {
    kind: "sms",
    businessName: restaurant.name,
    offer,
    template,
    audience: { kind: "lapsed" },
    quietHours: DEFAULT_QUIET_HOURS,
  };
}

async function addAdResults(tx: Db, ctx: Ctx, ads: AdsProvider, campaignId: string): Promise<void> {
  const { campaign, campaignResult } = tx.tables;
  const [row] = await tx.select().from(campaign).where(eq(campaign.id, campaignId));
  if (!row || row.externalId === null || row.launchedAt === null) return;
  const until = row.finishedAt ?? ctx.clock();
  const days = await ads.listDays(row.externalId, { since: utcDay(row.launchedAt), until: utcDay(until) });
  await tx
    .insert(campaignResult)
    .values(
      days.map(({ conversions, ...figures }) => ({ campaignId, ...figures, newCustomers: conversions, reengagedCustomers: 0 })),
    );
}

/** Nine of ten were delivered; of a paused campaign the second half waits. */
function statusOf({ status }: DemoCampaign, index: number, count: number): SmsStatus {
  if (status === "paused" && index >= count / 2) return "queued";
  return index % 17 === 9 ? "failed" : index % 23 === 5 ? "sent" : "delivered";
}

async function addMessages(
  tx: Db,
  ctx: Ctx,
  {
    demo,
    restaurant,
    campaignId,
    seed,
  }: { demo: DemoCampaign & { type: "sms" }; restaurant: DemoRestaurant; campaignId: string; seed: number },
): Promise<void> {
  const { smsMessage, campaignResult } = tx.tables;
  const now = ctx.clock();
  const at = daysBefore(now, demo.ageDays);
  const { offer, promoCode: code, template = DEFAULT_SMS_TEMPLATE } = demo;
  const { customers } = restaurant;
  await tx.insert(smsMessage).values(
    customers.map(({ id: contactId, name, phone }, index) => {
      const body = renderSms(template, { name, restaurant: restaurant.name, offer, code });
      const status = statusOf(demo, index, customers.length);
      const isSent = status !== "queued";
      const { segments } = measureSms(body);
      return {
        campaignId,
        contactId,
        phone,
        body,
        segments,
        status,
        errorCode: status === "failed" ? "30003" : null,
        costMicros: isSent ? segments * SEGMENT_COST_MICROS : null,
        externalId: isSent ? `embedded-${status === "failed" ? "failed" : "delivered"}-${newId()}` : null,
        createdAt: at,
        claimedAt: isSent ? at : null,
        sentAt: isSent && status !== "failed" ? at : null,
        updatedAt: at,
      };
    }),
  );
  await tx.insert(campaignResult).values(
    lastDays(now, Math.min(demo.ageDays, 28)).map((day, index) => ({
      campaignId,
      day,
      newCustomers: 0,
      reengagedCustomers: scatter(seed * 89 + demo.ageDays * 29 + index, 4),
    })),
  );
}
