import { randomInt } from "node:crypto";
import type { CampaignDetail } from "@causeway/contract";
import { campaigns } from "../data/campaigns.ts";
import type { MomentumTools } from "../tools.ts";
import { leadingInteger } from "./values.ts";

/** What the old routes call a campaign: the channel's own id, as the old server made them up. */
const HANDLES = "campaign_handles";
const HANDLE_DIGITS = 9;

/** `camp_` or `sms_`, milliseconds, and up to nine of `0-9a-z`. */
function newHandle(prefix: "camp" | "sms", at: Date): string {
  return `${prefix}_${at.getTime()}_${randomInt(36 ** HANDLE_DIGITS).toString(36)}`;
}

/** A new name for a campaign, under which its status can be asked for. One that was not stored gets a name as well. */
export async function nameCampaign(
  { ids, runtime }: Pick<MomentumTools, "ids" | "runtime">,
  { prefix, campaign }: { prefix: "camp" | "sms"; campaign: Pick<CampaignDetail, "id" | "createdAt"> | null },
): Promise<{ campaignId: string; createdAt: string }> {
  const createdAt = campaign?.createdAt ?? runtime.clock();
  const campaignId = newHandle(prefix, createdAt);
  if (campaign) await ids.name(HANDLES, campaign.id, campaignId);
  return { campaignId, createdAt: createdAt.toISOString() };
}

/** By the name that it was given, or the number that lists show. */
export async function findCampaignId({ ids }: Pick<MomentumTools, "ids">, text: string): Promise<string | null> {
  // No database takes it, and no name has it.
  if (text.includes("\0")) return null;
  const named = await ids.newId(HANDLES, text);
  const number = /^\d+$/.test(text) ? leadingInteger(text) : null;
  return named ?? (number === null ? null : ids.newId(campaigns.kind, number));
}
