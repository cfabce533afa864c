import type { CampaignStatus } from "@causeway/contract";
import { Badge, type BadgeTone } from "../ui/badge.tsx";

export const CAMPAIGN_STATES: Record<CampaignStatus, { label: string; tone: BadgeTone }> = {
  active: { label: "Running", tone: "good" },
  paused: { label: "Paused", tone: "warn" },
  draft: { label: "Draft", tone: "neutral" },
  scheduled: { label: "Scheduled", tone: "water" },
  failed: { label: "Failed", tone: "bad" },
  completed: { label: "Finished", tone: "water" },
};

export function CampaignState({ status }: { status: CampaignStatus }) {
  const { label, tone } = CAMPAIGN_STATES[status];
  return <Badge tone={tone}>{label}</Badge>;
}
