import { extname } from "node:path";
import { fieldsOf, LegacyRefusal, type LegacyRequest, type LegacyUpload, orNull } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { createAd, estimate, MAX_BUDGET, MIN_BUDGET, requireBudget } from "./ad-requests.ts";
import { campaigner } from "./campaign-access.ts";
import { findCampaignId, nameCampaign } from "./campaign-handles.ts";
import { adLength, adText, oldPromoCode, shown, writeOldAd } from "./campaign-texts.ts";
import { failedWith, failureReply, GENERAL_FAILURE, RESTAURANT_REQUIRED, RESTAURANT_UNKNOWN, worded } from "./replies.ts";
import { row } from "./row.ts";

const REQUIRED = ["restaurantName", "itemToPromote", "offer", "budget"];
const MISSING = failureReply(400, "Missing required fields", { required: REQUIRED });
const PREVIEW_FAILED = failureReply(500, "Failed to generate preview");
const PICTURE = /jpeg|jpg|png|gif/;

/** The name's ending and the declared type must each contain one of the words. */
const DISH_PHOTO: LegacyUpload = {
  field: "dishPhoto",
  tooManyBytes: 5 * 1024 * 1024,
  accepts: ({ name, type }) => PICTURE.test(type) && PICTURE.test(extname(name).toLowerCase()),
};
/** Old clients know one answer to a file that is refused. */
const FILE_REFUSED = Object.fromEntries(
  [
    "FILE_TYPE_REFUSED",
    "FILE_NAME_CONTRADICTS",
    "FILE_SUSPICIOUS",
    "FILE_TOO_LARGE",
    "PICTURE_UNREADABLE",
    "PICTURE_TOO_LARGE",
    "FILE_QUOTA_EXCEEDED",
  ].map((reason) => [reason, GENERAL_FAILURE]),
);

/** Old codes were a day late. */
const DAYS_LATE = 1;

function readAd({ body }: LegacyRequest) {
  const { restaurantName, itemToPromote, offer, budget: given } = fieldsOf(body);
  if (!restaurantName || !itemToPromote || !offer || !given) throw new LegacyRefusal(MISSING);
  const budget = Number.parseFloat(worded(() => shown(given)));
  if (budget < MIN_BUDGET) throw new LegacyRefusal(failureReply(400, `Minimum daily budget is $${MIN_BUDGET}`));
  if (budget > MAX_BUDGET) throw new LegacyRefusal(failureReply(400, `Maximum daily budget is $${MAX_BUDGET}`));
  if (typeof itemToPromote !== "string") throw new LegacyRefusal(failedWith("itemToPromote.replace is not a function"));
  return { restaurantName, itemToPromote, offer, budget };
}

/** What is known of the ad, if it is this restaurant's. */
const readStatus =
  ({ campaigns: { get, results } }: Caller) =>
  async ({ id, restaurantId }: { id: string | null; restaurantId: string | null }) => {
    const ad = id === null || restaurantId === null ? null : await orNull(get({ id }), "CAMPAIGN_NOT_FOUND");
    if (ad?.type !== "ad" || ad.restaurantId !== restaurantId) return null;
    return { status: ad.status, ...(await results({ id: ad.id, days: 7 })).totals };
  };

export const adRows = [
  row("POST /api/facebook-ads/create-campaign", {
    summary: "Makes an ad and starts it.",
    access: campaigner("ads"),
    upload: DISH_PHOTO,
    withoutBody: failedWith("Cannot destructure property 'restaurantName' of 'req.body' as it is undefined."),
    calls: createAd(failureReply),
    input: ({ request, who: { restaurantId }, tools }) => {
      const { restaurantName, itemToPromote: item, offer, budget } = readAd(request);
      const ad = worded(() => writeOldAd({ restaurantName, itemToPromote: item, offer }));
      if (restaurantId === null) return null;
      requireBudget(budget);
      const promoCode = oldPromoCode(item, { at: tools.runtime.clock(), daysLate: DAYS_LATE });
      const texts = { businessName: shown(restaurantName), item, offer: shown(offer) };
      return { restaurantId, ...texts, ad, promoCode, budget, picture: request.file };
    },
    answer: async (campaign, { request, tools }) => {
      const { restaurantName, itemToPromote, offer, budget } = readAd(request);
      const { campaignId, createdAt } = await nameCampaign(tools, { prefix: "camp", campaign });
      return {
        success: true,
        message: `Your Facebook ad for ${itemToPromote} is now being created! Check your Facebook Ads Manager in a few minutes.`,
        data: {
          promoCode: campaign?.promoCode ?? oldPromoCode(itemToPromote, { at: tools.runtime.clock(), daysLate: DAYS_LATE }),
          campaignId,
          adCopy: adText(writeOldAd({ restaurantName, itemToPromote, offer })),
          ...estimate(budget),
          campaignUrl: `https://facebook.com/ads/manager/campaigns/${campaignId}`,
          budget,
          createdAt,
        },
      };
    },
    refusals: { ...FILE_REFUSED, PERMISSION_MISSING: RESTAURANT_REQUIRED, RESTAURANT_NOT_FOUND: RESTAURANT_UNKNOWN },
    failed: failedWith("Something went wrong"),
    divergences: [
      "momentum-open-routes",
      "momentum-real-campaigns",
      "momentum-campaign-limits",
      "momentum-upload-limits",
      "momentum-unstorable-text",
      "momentum-ad-figures",
    ],
  }),

  row("POST /api/facebook-ads/generate-preview", {
    summary: "The words and the code of an ad, without making it.",
    access: campaigner("ads"),
    withoutBody: PREVIEW_FAILED,
    answer: (_, { request: { body }, tools }) => {
      const { restaurantName, itemToPromote, offer } = fieldsOf(body);
      if (!restaurantName || !itemToPromote || !offer)
        throw new LegacyRefusal(failureReply(400, "Missing required fields for preview"));
      if (typeof itemToPromote !== "string") throw new LegacyRefusal(PREVIEW_FAILED);
      const ad = writeOldAd({ restaurantName, itemToPromote, offer });
      const promoCode = oldPromoCode(itemToPromote, { at: tools.runtime.clock(), daysLate: DAYS_LATE });
      return { success: true, preview: { adCopy: adText(ad), promoCode, characterCount: adLength(ad) } };
    },
    failed: PREVIEW_FAILED,
    divergences: ["momentum-open-routes", "momentum-real-campaigns"],
  }),

  row("GET /api/facebook-ads/campaign-status/:campaignId", {
    summary: "What an ad has brought so far; of one that is not known, nothing.",
    access: campaigner("ads"),
    calls: readStatus,
    input: async ({ request: { params }, who: { restaurantId }, tools }) => ({
      id: await findCampaignId(tools, params.campaignId),
      restaurantId,
    }),
    answer: (found, { request: { params }, tools }) => ({
      success: true,
      campaignId: params.campaignId,
      status: found?.status.toUpperCase() ?? "ACTIVE",
      metrics: {
        impressions: found?.impressions ?? 0,
        clicks: found?.clicks ?? 0,
        reach: found?.reach ?? 0,
        spend: ((found?.spendMinor ?? 0) / 100).toFixed(2),
      },
      lastUpdated: tools.runtime.clock().toISOString(),
    }),
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch campaign status"),
    divergences: ["momentum-open-routes", "momentum-campaign-status"],
  }),
];
