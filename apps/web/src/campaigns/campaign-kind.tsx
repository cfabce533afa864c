import type { CampaignType } from "@causeway/contract";
import { MessageSquareText, Megaphone } from "lucide-react";

export const CAMPAIGN_TYPES: Record<CampaignType, string> = { ad: "Ad", sms: "Text message" };

/** The channel, as a picture with a name. */
export function CampaignKind({ type }: { type: CampaignType }) {
  const Icon = type === "ad" ? Megaphone : MessageSquareText;
  return (
    <span title={CAMPAIGN_TYPES[type]} className="bg-shallow/60 text-primary grid size-9 shrink-0 place-items-center rounded-lg">
      <Icon aria-hidden className="size-4.5" />
      <span className="sr-only">{CAMPAIGN_TYPES[type]}</span>
    </span>
  );
}
