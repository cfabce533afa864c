import type { CampaignDetail, CreateSmsInput, SmsDetails } from "@causeway/contract";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { addCampaign, campaignDigest, findSameRequest } from "./add-campaign.ts";
import { campaignTopic, describeCampaign } from "./internal.ts";
import { suggestPromoCode } from "./promo-code.ts";
import { describeMessage, requireOwnList, SAMPLE_NAME } from "./sms/describe-message.ts";
import { requireRecipients } from "./sms/recipients.ts";

const NAME_LENGTH = 200;

/**
 * Makes a campaign of text messages, as a draft unless it is to start. Who gets them is decided when it starts. Throws
 * `RESTAURANT_NOT_FOUND`, `IMPORT_NOT_FOUND`, `CAMPAIGN_ID_TAKEN`, `CAMPAIGN_NO_RECIPIENTS`, `SCHEDULE_IN_PAST`, `SMS_TOO_LONG`.
 */
export async function createSms(ctx: Ctx, input: CreateSmsInput): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign:write");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:write-any");
  const digest = campaignDigest("sms", input);
  const earlier = await findSameRequest(ctx.db, { id: input.id, digest });
  if (earlier) return describeCampaign(earlier);
  const { businessName = restaurant.name, offer, template, audience, quietHours } = input;
  const promoCode = input.promoCode ?? suggestPromoCode(offer, ctx.clock());
  describeMessage({ template, restaurant: businessName, offer, code: promoCode }, SAMPLE_NAME);
  const details: SmsDetails = { kind: "sms", businessName, offer, template, audience, quietHours };
  const created = await ctx.db.transaction(async (tx) => {
    await requireOwnList(tx, { restaurantId: restaurant.id, audience });
    const { campaign, isNew } = await addCampaign(tx, ctx, {
      id: input.id,
      restaurantId: restaurant.id,
      type: "sms",
      name: input.name ?? offer.slice(0, NAME_LENGTH),
      details,
      budgetMinor: null,
      promoCode,
      pictureFileId: null,
      start: input.start,
      digest,
    });
    if (isNew && input.start.kind === "now") await requireRecipients(tx, ctx, campaign);
    return campaign;
  });
  ctx.events.publish(campaignTopic(created.id));
  return describeCampaign(created);
}
