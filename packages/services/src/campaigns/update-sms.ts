import { AppError, type CampaignDetail, type SmsDetails, type UpdateSmsInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { changeCampaign } from "./change.ts";
import { findCampaign, readSmsDetails, requireType, type StoredCampaign } from "./internal.ts";
import { describeMessage, requireOwnList, SAMPLE_NAME } from "./sms/describe-message.ts";

/** Changes a campaign of text messages that has not started. Throws `CAMPAIGN_STATE`, `CAMPAIGN_TYPE`, `SMS_TOO_LONG`. */
export function updateSms(ctx: Ctx, { id, ...input }: UpdateSmsInput): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "update" }, async (tx, campaign) => {
    requireType(campaign, "sms");
    const details = changedDetails(campaign, input);
    const { promoCode = campaign.promoCode ?? "" } = input;
    const { template, offer, audience, businessName: restaurant } = details;
    describeMessage({ template, restaurant, offer, code: promoCode }, SAMPLE_NAME);
    if (campaign.restaurantId !== null) await requireOwnList(tx, { restaurantId: campaign.restaurantId, audience });
    const { campaign: table } = tx.tables;
    await tx
      .update(table)
      .set({ name: input.name ?? campaign.name, promoCode, details, updatedAt: ctx.clock() })
      .where(eq(table.id, id));
    await recordAudit(tx, ctx, {
      action: "campaign.update",
      subject: { type: "campaign", id },
      details: { changed: Object.keys(input).join(",") },
    });
    return (await findCampaign(tx, id)) ?? campaign;
  });
}

function changedDetails(campaign: StoredCampaign, input: Omit<UpdateSmsInput, "id">): SmsDetails {
  const details = readSmsDetails(campaign.details);
  if (details === null) {
    throw new AppError({
      code: "PRECONDITION_FAILED",
      reason: "CAMPAIGN_INCOMPLETE",
      message: "This campaign came from another system and cannot be changed. Make a new one.",
    });
  }
  const { businessName = details.businessName, offer = details.offer, template = details.template } = input;
  const { audience = details.audience, quietHours = details.quietHours } = input;
  return { ...details, businessName, offer, template, audience, quietHours };
}
