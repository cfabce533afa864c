import { z } from "zod";
import { Id, MinorUnits, PageInput, pageOf, StoredJson } from "./common.ts";

export const CAMPAIGN_REASONS = ["CAMPAIGN_NOT_FOUND"] as const;

export const CampaignType = z.enum(["ad", "sms"]);
export type CampaignType = z.infer<typeof CampaignType>;
export const CampaignStatus = z.enum(["draft", "active", "paused", "completed"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

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
