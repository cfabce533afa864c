import { type CampaignDetail, Id } from "@causeway/contract";
import { LegacyRefusal } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { detail } from "./access.ts";

const UNKNOWN = detail(404, "Campaign not found");

/** The restaurant's own campaign; any other is unknown, also to those who may see both. */
export async function getOwn(call: Pick<Caller, "campaigns">, { id, restaurantId }: OwnCampaign): Promise<CampaignDetail> {
  if (!Id.safeParse(id).success) throw new LegacyRefusal(UNKNOWN);
  const campaign = await call.campaigns.get({ id });
  if (campaign.restaurantId !== restaurantId) throw new LegacyRefusal(UNKNOWN);
  return campaign;
}

export interface OwnCampaign {
  id: string;
  restaurantId: string;
}
