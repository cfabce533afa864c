import { type CampaignProgress, DEFAULT_TIME_ZONE, type GetCampaignInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { campaignTopic, getAccessibleCampaign, readSmsDetails, type StoredCampaign } from "./internal.ts";
import { countMessages, type MessageCounts } from "./sms/count-messages.ts";
import { nextSendTime } from "./sms/quiet-hours.ts";

async function waitsUntil(ctx: Ctx, campaign: StoredCampaign, { messages }: MessageCounts): Promise<Date | null> {
  const { status, scheduledAt, restaurantId } = campaign;
  const now = ctx.clock();
  const isWaiting = status === "scheduled" || (status === "active" && messages.queued > 0);
  if (!isWaiting) return null;
  const begin = status === "scheduled" && scheduledAt !== null && scheduledAt > now ? scheduledAt : now;
  const details = readSmsDetails(campaign.details);
  if (details === null || restaurantId === null) return begin > now ? begin : null;
  const { restaurant } = ctx.db.tables;
  const [row] = await ctx.db.select({ timeZone: restaurant.timeZone }).from(restaurant).where(eq(restaurant.id, restaurantId));
  const next = nextSendTime(begin, details.quietHours, row?.timeZone ?? DEFAULT_TIME_ZONE);
  return next > now ? next : null;
}

/** How far a campaign is. Throws `CAMPAIGN_NOT_FOUND`. */
export async function getCampaignProgress(ctx: Ctx, { id }: GetCampaignInput): Promise<CampaignProgress> {
  requirePermission(ctx, "campaign:read");
  const campaign = await getAccessibleCampaign(ctx.db, ctx, id, "campaign:read-any");
  const counts = await countMessages(ctx.db, id);
  const { status, failure } = campaign;
  return { id, status, failure, waitsUntil: await waitsUntil(ctx, campaign, counts), ...counts };
}

/** How far it is now, and again after every change, until `signal` is aborted. */
export async function* watchCampaign(ctx: Ctx, input: GetCampaignInput, signal: AbortSignal): AsyncGenerator<CampaignProgress> {
  const changes = ctx.events.watch(campaignTopic(input.id), signal);
  yield await getCampaignProgress(ctx, input);
  for await (const _ of changes) yield await getCampaignProgress(ctx, input);
}
