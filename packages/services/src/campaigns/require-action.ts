import { AppError, CAMPAIGN_ACTIONS, type CampaignAction, isAllowed } from "@causeway/contract";
import type { StoredCampaign } from "./internal.ts";

/** Throws `CAMPAIGN_STATE`, which names the status and the one that was wanted, where the campaign is not in a state for this. */
export function requireAction({ status }: Pick<StoredCampaign, "status">, action: CampaignAction): void {
  if (isAllowed(action, status)) return;
  const { from, to } = CAMPAIGN_ACTIONS[action];
  throw new AppError({
    code: "CONFLICT",
    reason: "CAMPAIGN_STATE",
    message: `To ${action} a campaign, it must be ${from.join(" or ")}; this one is ${status}.`,
    details: { from: status, to: to ?? status, action },
  });
}
