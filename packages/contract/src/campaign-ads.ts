import { z } from "zod";
import { Id } from "./common.ts";

/** Limits of an ad's daily budget, in the currency's minor unit. */
export const AD_BUDGET_MIN = 500;
export const AD_BUDGET_MAX = 100_000;

export const AdBudget = z
  .number()
  .int({ error: "The daily budget is in whole cents." })
  .min(AD_BUDGET_MIN, { error: "The daily budget is $5.00 at least." })
  .max(AD_BUDGET_MAX, { error: "The daily budget is $1,000.00 at most." });

export const CampaignName = z.string().trim().min(1, { error: "Give the campaign a name." }).max(200);
export const Offer = z.string().trim().min(1, { error: "Say what you offer." }).max(300);
/** What customers show to get the offer. */
export const PromoCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{1,20}$/, { error: "A code has 1 to 20 letters A to Z, digits and hyphens." });
/** As customers know the restaurant, where that is not its name here. */
export const BusinessName = z.string().trim().min(1).max(200);

export const AdCopy = z.object({
  headline: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(600),
});
export type AdCopy = z.infer<typeof AdCopy>;

const AdSubject = z.object({
  restaurantId: Id,
  businessName: BusinessName.optional(),
  /** The dish or event the ad is about. */
  item: z.string().trim().min(1, { error: "Say what the ad is about." }).max(200),
  offer: Offer,
});

export const PreviewAdInput = AdSubject.extend({ promoCode: PromoCode.optional() });
export type PreviewAdInput = z.infer<typeof PreviewAdInput>;
/** `writtenBy` is `embedded` for words put together without a model, and `you` for the caller's own. */
export const AdPreview = z.object({ copy: AdCopy, promoCode: z.string(), writtenBy: z.string() });
export type AdPreview = z.infer<typeof AdPreview>;

/** When a campaign starts; a draft waits until it is launched. */
export const CampaignStart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("draft") }),
  z.object({ kind: z.literal("now") }),
  z.object({ kind: z.literal("at"), at: z.date() }),
]);
export type CampaignStart = z.infer<typeof CampaignStart>;

export const AdLink = z.url({ protocol: /^https?$/, error: "Enter a web address such as https://example.com." }).max(2000);

/** With an `id` of the caller's own, the same call again gives the campaign of the first one. */
export const CreateAdInput = AdSubject.extend({
  id: Id.optional(),
  /** Made from item and offer unless told. */
  name: CampaignName.optional(),
  /** Written for the caller unless told. */
  copy: AdCopy.optional(),
  promoCode: PromoCode.optional(),
  dailyBudgetMinor: AdBudget,
  /** Where a click leads; the restaurant on the map unless told. */
  link: AdLink.optional(),
  /** A file of the purpose `campaign-picture`. */
  pictureFileId: Id.optional(),
  start: CampaignStart.default({ kind: "draft" }),
});
export type CreateAdInput = z.infer<typeof CreateAdInput>;

export const AdDetails = z.object({
  kind: z.literal("ad"),
  businessName: z.string(),
  item: z.string(),
  offer: z.string(),
  copy: z.object({ headline: z.string(), text: z.string() }),
  writtenBy: z.string(),
  link: z.string(),
  /** Where its owner manages the ad, once the channel has it. */
  manageUrl: z.string().nullable(),
});
export type AdDetails = z.infer<typeof AdDetails>;

/** What is left out stays; null takes the picture away. */
export const UpdateAdInput = z.object({
  id: Id,
  name: CampaignName.optional(),
  item: AdSubject.shape.item.optional(),
  offer: Offer.optional(),
  businessName: BusinessName.optional(),
  copy: AdCopy.optional(),
  promoCode: PromoCode.optional(),
  dailyBudgetMinor: AdBudget.optional(),
  link: AdLink.optional(),
  pictureFileId: Id.nullable().optional(),
});
export type UpdateAdInput = z.infer<typeof UpdateAdInput>;
