import { z } from "zod";
import { AdDetails } from "./campaign-ads.ts";
import { SmsDetails } from "./campaign-sms.ts";
import { CampaignAction, CampaignStatus, CampaignType } from "./campaign-states.ts";
import { Day, ExportInput, Id, MinorUnits, PageInput, pageOf, StoredJson } from "./common.ts";

export const CAMPAIGN_REASONS = [
  "CAMPAIGN_NOT_FOUND",
  "CAMPAIGN_STATE",
  "CAMPAIGN_TYPE",
  "CAMPAIGN_INCOMPLETE",
  "CAMPAIGN_ID_TAKEN",
  "CAMPAIGN_NO_RECIPIENTS",
  "SCHEDULE_IN_PAST",
  "SMS_TOO_LONG",
] as const;

export const Campaign = z.object({
  id: Id,
  /** Null for an imported campaign whose restaurant was already gone. */
  restaurantId: Id.nullable(),
  type: CampaignType,
  status: CampaignStatus,
  name: z.string(),
  /** Whatever the channel keeps about the campaign; its shape is the channel's own. */
  details: StoredJson.nullable(),
  budgetMinor: MinorUnits.nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Campaign = z.infer<typeof Campaign>;

export const ListCampaignsInput = PageInput.extend({
  restaurantId: Id,
  status: CampaignStatus.optional(),
  type: CampaignType.optional(),
});
export type ListCampaignsInput = z.infer<typeof ListCampaignsInput>;
export const CampaignPage = pageOf(Campaign);
export const GetCampaignInput = z.object({ id: Id });
export type GetCampaignInput = z.infer<typeof GetCampaignInput>;

/** Everything about one campaign. Exactly one of `ad` and `sms` is set; neither for an imported one of another shape. */
export const CampaignDetail = Campaign.extend({
  promoCode: z.string().nullable(),
  pictureFileId: Id.nullable(),
  /** True once the channel has it. */
  isWithChannel: z.boolean(),
  scheduledAt: z.date().nullable(),
  launchedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  /** Why it failed, in words for its owner. */
  failure: z.string().nullable(),
  ad: AdDetails.nullable(),
  sms: SmsDetails.nullable(),
  /** What may be done with it now. */
  actions: z.array(CampaignAction),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

export const CampaignCommand = z.object({ id: Id });
export type CampaignCommand = z.infer<typeof CampaignCommand>;
export const ScheduleCampaignInput = z.object({ id: Id, at: z.date() });
export type ScheduleCampaignInput = z.infer<typeof ScheduleCampaignInput>;

/** How many days a chart or a figure covers, today included. */
export const PeriodDays = z.union([z.literal(7), z.literal(30), z.literal(90)]);
export type PeriodDays = z.infer<typeof PeriodDays>;

/**
 * Figures of an ad; `conversions` are the customers it brought, `reach` people by day: in a sum, who saw it on two days counts
 * twice.
 */
export const CampaignFigures = z.object({
  impressions: z.number().int(),
  reach: z.number().int(),
  clicks: z.number().int(),
  conversions: z.number().int(),
  reengaged: z.number().int(),
  spendMinor: MinorUnits,
});
export type CampaignFigures = z.infer<typeof CampaignFigures>;

export const CampaignResultsInput = z.object({ id: Id, days: PeriodDays.default(30) });
export type CampaignResultsInput = z.infer<typeof CampaignResultsInput>;
export const CampaignResults = z.object({
  /** Of its whole life. */
  totals: CampaignFigures,
  /** One entry for each day of the period, days without results included. */
  daily: z.array(CampaignFigures.extend({ day: Day })),
});
export type CampaignResults = z.infer<typeof CampaignResults>;

/** A job that was asked for; `isNew` is false where it was waiting or running already. */
export const EnqueuedJob = z.object({ jobId: Id, isNew: z.boolean() });
export type EnqueuedJob = z.infer<typeof EnqueuedJob>;

export const ExportCampaignsInput = ExportInput.extend({ restaurantId: Id });
export type ExportCampaignsInput = z.infer<typeof ExportCampaignsInput>;
