import type { AdDetails, CampaignDetail, CreateAdInput } from "@causeway/contract";
import { attachFile } from "../files/attach.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { addCampaign, campaignDigest, findSameRequest } from "./add-campaign.ts";
import { mapLink } from "./ads/map-link.ts";
import { writeAd } from "./ads/write-ad.ts";
import { campaignTopic, describeCampaign } from "./internal.ts";
import { suggestPromoCode } from "./promo-code.ts";

const NAME_LENGTH = 200;

/**
 * Makes an ad, as a draft unless it is to start. Without words of the caller's own they are written first. Throws
 * `RESTAURANT_NOT_FOUND`, `FILE_NOT_FOUND`, `CAMPAIGN_ID_TAKEN`, `SCHEDULE_IN_PAST`.
 */
export async function createAd(ctx: Ctx, input: CreateAdInput): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign:write");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:write-any");
  const digest = campaignDigest("ad", input);
  const earlier = await findSameRequest(ctx.db, { id: input.id, digest });
  if (earlier) return describeCampaign(earlier);
  const { businessName = restaurant.name, item, offer, promoCode = suggestPromoCode(item, ctx.clock()) } = input;
  const written = input.copy
    ? { copy: input.copy, writtenBy: "you" }
    : await writeAd(ctx, { restaurant: businessName, item, offer, promoCode });
  const details: AdDetails = {
    kind: "ad",
    businessName,
    item,
    offer,
    ...written,
    link: input.link ?? mapLink({ ...restaurant, name: businessName }),
    manageUrl: null,
  };
  const { campaign } = await ctx.db.transaction(async (tx) => {
    const added = await addCampaign(tx, ctx, {
      id: input.id,
      restaurantId: restaurant.id,
      type: "ad",
      name: input.name ?? `${item}: ${offer}`.slice(0, NAME_LENGTH),
      details,
      budgetMinor: input.dailyBudgetMinor,
      promoCode,
      pictureFileId: input.pictureFileId ?? null,
      start: input.start,
      digest,
    });
    if (added.isNew && input.pictureFileId !== undefined) {
      await attachFile(tx, ctx, { fileId: input.pictureFileId, restaurantId: restaurant.id, purpose: "campaign-picture" });
    }
    return added;
  });
  ctx.events.publish(campaignTopic(campaign.id));
  return describeCampaign(campaign);
}
