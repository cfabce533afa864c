import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { findCampaign, readAdDetails, readSmsDetails, type StoredCampaign } from "./internal.ts";
import { moveCampaign } from "./move.ts";
import { enqueueStart } from "./start-job.ts";

/** Throws `CAMPAIGN_INCOMPLETE` for an imported draft that lacks what its channel needs. */
function requireComplete(campaign: StoredCampaign): void {
  const missing =
    campaign.restaurantId === null
      ? "a restaurant"
      : campaign.type === "ad"
        ? readAdDetails(campaign.details) === null
          ? "the words of the ad"
          : campaign.budgetMinor === null
            ? "a daily budget"
            : null
        : readSmsDetails(campaign.details) === null
          ? "the message"
          : null;
  if (missing === null) return;
  throw new AppError({
    code: "PRECONDITION_FAILED",
    reason: "CAMPAIGN_INCOMPLETE",
    message: `This campaign cannot start: it has no complete description of ${missing}. Make a new one.`,
  });
}

/**
 * Makes a campaign start at a time, or now where that is null, in a job; a time set before no longer counts. Throws
 * `SCHEDULE_IN_PAST`, `CAMPAIGN_STATE`, `CAMPAIGN_INCOMPLETE`.
 */
export async function startAt(tx: Db, ctx: Ctx, campaign: StoredCampaign, at: Date | null): Promise<StoredCampaign> {
  requireComplete(campaign);
  const now = ctx.clock();
  if (at !== null && at < now) {
    throw new AppError({ code: "BAD_REQUEST", reason: "SCHEDULE_IN_PAST", message: "Choose a time that is yet to come." });
  }
  const scheduledAt = at ?? now;
  const action = at === null ? "campaign.launch" : "campaign.schedule";
  const scheduled =
    campaign.status === "scheduled"
      ? await reschedule(tx, ctx, campaign, { scheduledAt, action })
      : await moveCampaign(tx, ctx, campaign, {
          to: "scheduled",
          action,
          change: { scheduledAt, failure: null, finishedAt: null },
        });
  await enqueueStart(tx, ctx, campaign, scheduledAt);
  return scheduled;
}

async function reschedule(
  tx: Db,
  ctx: Ctx,
  { id }: StoredCampaign,
  { scheduledAt, action }: { scheduledAt: Date; action: string },
) {
  const { campaign } = tx.tables;
  await tx.update(campaign).set({ scheduledAt, updatedAt: ctx.clock() }).where(eq(campaign.id, id));
  await recordAudit(tx, ctx, { action, subject: { type: "campaign", id }, details: { from: "scheduled", to: "scheduled" } });
  const row = await findCampaign(tx, id);
  if (!row) throw new Error(`Campaign ${id} vanished within its transaction.`);
  return row;
}
