import { AppError, type CampaignDetail, type UpdateAdInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { attachFile } from "../files/attach.ts";
import type { Ctx } from "../runtime/context.ts";
import { releasePicture } from "./ads/picture.ts";
import { changeCampaign } from "./change.ts";
import { findCampaign, readAdDetails, requireType, type StoredCampaign } from "./internal.ts";

/** Changes an ad that has not started. Throws `CAMPAIGN_STATE`, `CAMPAIGN_TYPE`, `FILE_NOT_FOUND`. */
export function updateAd(ctx: Ctx, { id, ...input }: UpdateAdInput): Promise<CampaignDetail> {
  return changeCampaign(ctx, { id, action: "update" }, async (tx, campaign) => {
    requireType(campaign, "ad");
    const { campaign: table } = tx.tables;
    const { pictureFileId = campaign.pictureFileId } = input;
    await tx
      .update(table)
      .set({
        name: input.name ?? campaign.name,
        promoCode: input.promoCode ?? campaign.promoCode,
        budgetMinor: input.dailyBudgetMinor ?? campaign.budgetMinor,
        details: changedDetails(campaign, input),
        pictureFileId,
        updatedAt: ctx.clock(),
      })
      .where(eq(table.id, id));
    if (pictureFileId !== campaign.pictureFileId) {
      if (pictureFileId !== null && campaign.restaurantId !== null) {
        await attachFile(tx, ctx, { fileId: pictureFileId, restaurantId: campaign.restaurantId, purpose: "campaign-picture" });
      }
      await releasePicture(tx, campaign.pictureFileId);
    }
    await recordAudit(tx, ctx, {
      action: "campaign.update",
      subject: { type: "campaign", id },
      details: { changed: Object.keys(input).join(",") },
    });
    return (await findCampaign(tx, id)) ?? campaign;
  });
}

function changedDetails(campaign: StoredCampaign, input: Omit<UpdateAdInput, "id">) {
  const details = readAdDetails(campaign.details);
  if (details === null) {
    throw new AppError({
      code: "PRECONDITION_FAILED",
      reason: "CAMPAIGN_INCOMPLETE",
      message: "This campaign came from another system and cannot be changed. Make a new one.",
    });
  }
  const { copy, businessName = details.businessName, item = details.item, offer = details.offer, link = details.link } = input;
  return { ...details, businessName, item, offer, link, ...(copy ? { copy, writtenBy: "you" } : {}) };
}
