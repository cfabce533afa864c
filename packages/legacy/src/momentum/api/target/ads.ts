import { LegacyRefusal, type LegacyRequest, type LegacyUpload } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { createAd, estimate, MAX_BUDGET, MIN_BUDGET } from "../ad-requests.ts";
import { nameCampaign } from "../campaign-handles.ts";
import { adLength, adText, oldPromoCode, writeOldAd } from "../campaign-texts.ts";
import { campaignOwner, detail } from "./access.ts";
import { jsonTexts, readForm } from "./fields.ts";
import { withOldNames } from "./names.ts";
import { getOwn, type OwnCampaign } from "./own-campaign.ts";
import { REFUSALS, row } from "./row.ts";

const TEXTS = ["restaurantName", "itemToPromote", "offer"] as const;
const MAX_BYTES = 5 * 1024 * 1024;
const NOT_AN_IMAGE = detail(400, "Only image files are allowed");
const DISH_PHOTO: LegacyUpload = { field: "dishPhoto", tooManyBytes: MAX_BYTES + 1, accepts: () => true };
const FILE_REFUSED = Object.fromEntries(
  ["FILE_TYPE_REFUSED", "FILE_NAME_CONTRADICTS", "FILE_SUSPICIOUS", "PICTURE_UNREADABLE", "PICTURE_TOO_LARGE"].map((reason) => [
    reason,
    NOT_AN_IMAGE,
  ]),
);

function readAd({ body, file }: LegacyRequest) {
  const picture = { name: DISH_PHOTO.field, isRequired: false, isThere: file !== null };
  const { texts, number: budget } = readForm(body, { texts: TEXTS, number: "budget", file: picture });
  if (file && !file.type.startsWith("image/")) throw new LegacyRefusal(NOT_AN_IMAGE);
  if (file && file.bytes.length > MAX_BYTES) throw new LegacyRefusal(detail(400, "File size must be less than 5MB"));
  if (budget < MIN_BUDGET) throw new LegacyRefusal(detail(400, `Minimum daily budget is $${MIN_BUDGET.toFixed(1)}`));
  if (budget > MAX_BUDGET) throw new LegacyRefusal(detail(400, `Maximum daily budget is $${MAX_BUDGET.toFixed(1)}`));
  return { ...texts, budget };
}

const readStatus = (call: Caller) => async (own: OwnCampaign) => {
  const { id, type, status } = await getOwn(call, own);
  if (type !== "ad") throw new LegacyRefusal(detail(400, "Campaign is not a Facebook ad campaign"));
  return { id, status, totals: (await call.campaigns.results({ id, days: 7 })).totals };
};

export const targetAdRows = [
  row("POST /api/campaigns/facebook-ads", {
    summary: "Makes an ad and starts it.",
    access: campaignOwner,
    upload: DISH_PHOTO,
    calls: createAd(detail),
    input: ({ request, who: { restaurantId }, tools }) => {
      const { restaurantName: businessName, itemToPromote: item, offer, budget } = readAd(request);
      const promoCode = oldPromoCode(item, { at: tools.runtime.clock(), daysLate: 0 });
      const ad = writeOldAd({ restaurantName: businessName, itemToPromote: item, offer });
      return { restaurantId, businessName, item, offer, ad, promoCode, budget, picture: request.file };
    },
    answer: async (campaign, { request, tools }) => {
      const { restaurantName, itemToPromote, offer, budget } = readAd(request);
      const { campaignId, createdAt } = await nameCampaign(tools, { prefix: "camp", campaign });
      const { expectedReach, estimatedImpressions } = estimate(budget);
      return {
        success: true,
        message: `Your Facebook ad for ${itemToPromote} is now being created! Check your Facebook Ads Manager in a few minutes.`,
        data: withOldNames({
          campaign_id: campaign?.id,
          promo_code: campaign?.promoCode,
          facebook_campaign_id: campaignId,
          ad_copy: adText(writeOldAd({ restaurantName, itemToPromote, offer })),
          expected_reach: expectedReach,
          estimated_impressions: estimatedImpressions,
          campaign_url: `https://facebook.com/ads/manager/campaigns/${campaignId}`,
          budget,
          created_at: createdAt,
        }),
      };
    },
    refusals: { ...REFUSALS, ...FILE_REFUSED, FILE_QUOTA_EXCEEDED: detail(400, "There is no room for another picture") },
    divergences: ["momentum-target", "momentum-target-names", "momentum-ad-figures", "momentum-campaign-limits"],
  }),

  row("POST /api/campaigns/facebook-ads/preview", {
    summary: "The words and the code of an ad, without making it.",
    access: campaignOwner,
    answer: (_, { request: { body }, tools }) => {
      const texts = jsonTexts(body, TEXTS);
      const ad = writeOldAd(texts);
      const promo_code = oldPromoCode(texts.itemToPromote, { at: tools.runtime.clock(), daysLate: 0 });
      return { success: true, preview: withOldNames({ ad_copy: adText(ad), promo_code, character_count: adLength(ad) }) };
    },
    divergences: ["momentum-target", "momentum-target-names"],
  }),

  row("GET /api/campaigns/facebook-ads/status/:campaignId", {
    summary: "What an ad has brought so far.",
    access: campaignOwner,
    calls: readStatus,
    input: ({ request: { params }, who: { restaurantId } }) => ({ id: params.campaignId, restaurantId }),
    answer: ({ id, status, totals: { impressions, clicks, reach, spendMinor } }, { tools }) => ({
      success: true,
      ...withOldNames({
        campaign_id: id,
        status: status.toUpperCase(),
        metrics: { impressions, clicks, reach, spend: spendMinor / 100 },
        last_updated: tools.runtime.clock().toISOString(),
      }),
    }),
    refusals: REFUSALS,
    divergences: ["momentum-target", "momentum-campaign-status"],
  }),
];
