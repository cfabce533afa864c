import { AdDetails, type Campaign, type CampaignDetail, type CampaignStatus, SmsDetails } from "@causeway/contract";
import { restaurants } from "../../data/restaurants.ts";
import type { MomentumTools } from "../../tools.ts";

/** `scheduled` comes nearest to what waits for the channel. */
const STATUSES: Record<CampaignStatus, string> = {
  draft: "draft",
  scheduled: "pending_review",
  active: "active",
  paused: "paused",
  completed: "completed",
  failed: "failed",
};

type Shown = Campaign & Partial<Pick<CampaignDetail, "launchedAt" | "promoCode">>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the target kept about a campaign, under its names; imported details as they are. */
function showDetails({ details, promoCode = null, budgetMinor }: Shown): Record<string, unknown> | null {
  const ad = AdDetails.safeParse(details).data;
  if (ad) {
    const { businessName: restaurant_name, item: item_to_promote, offer, copy } = ad;
    const budget = budgetMinor === null ? null : budgetMinor / 100;
    return { restaurant_name, item_to_promote, offer, budget, ad_copy: `${copy.headline}\n\n${copy.text}`, promo_code: promoCode };
  }
  const sms = SmsDetails.safeParse(details).data;
  if (sms) {
    const { businessName: restaurant_name, offer, template: sample_message } = sms;
    return { restaurant_name, offer, offer_code: promoCode, sample_message };
  }
  return isObject(details) ? details : null;
}

/** Campaigns in the target's shape: ids as text, instants in ISO form, money as a number, details as an object. */
export async function showCampaigns({ ids }: Pick<MomentumTools, "ids">, rows: readonly Shown[]) {
  const restaurantIds = [...new Set(rows.flatMap(({ restaurantId }) => restaurantId ?? []))];
  const records = await ids.records(restaurants.kind, restaurantIds);
  return rows.map((row) => ({
    campaign_id: row.id,
    restaurant_id: String(records.get(row.restaurantId ?? "")?.oldId ?? ""),
    campaign_type: row.type === "ad" ? "facebook_ad" : "sms",
    status: STATUSES[row.status],
    name: row.name,
    details: showDetails(row),
    budget: row.budgetMinor === null ? null : row.budgetMinor / 100,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    launched_at: row.launchedAt?.toISOString() ?? null,
    paused_at: row.status === "paused" ? row.updatedAt.toISOString() : null,
  }));
}

export async function showCampaign(tools: Pick<MomentumTools, "ids">, row: Shown) {
  const [shown] = await showCampaigns(tools, [row]);
  return shown;
}
