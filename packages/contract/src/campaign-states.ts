import { z } from "zod";

export const CampaignType = z.enum(["ad", "sms"]);
export type CampaignType = z.infer<typeof CampaignType>;

/**
 * `scheduled`: will start at its time, which is at once for one that was just launched. `failed`: could not start or go on; may
 * be taken up again.
 */
export const CampaignStatus = z.enum(["draft", "scheduled", "active", "paused", "completed", "failed"]);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

/** Every step there is in a campaign's life, from each status. Deleting, for drafts only, is not a status. */
export const CAMPAIGN_STEPS = {
  draft: ["scheduled"],
  scheduled: ["draft", "active", "failed"],
  active: ["paused", "completed", "failed"],
  paused: ["active", "completed"],
  completed: [],
  failed: ["scheduled", "completed"],
} as const satisfies Record<CampaignStatus, readonly CampaignStatus[]>;

export function canBecome(from: CampaignStatus, to: CampaignStatus): boolean {
  return (CAMPAIGN_STEPS[from] as readonly CampaignStatus[]).includes(to);
}

/** What its owner may do with a campaign, in which status, and what it is then; null where it stays what it is. */
export const CAMPAIGN_ACTIONS = {
  update: { from: ["draft", "scheduled"], to: null },
  launch: { from: ["draft", "scheduled", "failed"], to: "scheduled" },
  schedule: { from: ["draft", "scheduled"], to: "scheduled" },
  unschedule: { from: ["scheduled"], to: "draft" },
  pause: { from: ["active"], to: "paused" },
  resume: { from: ["paused"], to: "active" },
  complete: { from: ["active", "paused", "failed"], to: "completed" },
  delete: { from: ["draft"], to: null },
  duplicate: { from: ["draft", "scheduled", "active", "paused", "completed", "failed"], to: null },
} as const satisfies Record<string, { from: readonly CampaignStatus[]; to: CampaignStatus | null }>;

export type CampaignAction = keyof typeof CAMPAIGN_ACTIONS;
export const CampaignAction = z.enum([
  "update",
  "launch",
  "schedule",
  "unschedule",
  "pause",
  "resume",
  "complete",
  "delete",
  "duplicate",
] as const satisfies CampaignAction[]);

export function isAllowed(action: CampaignAction, status: CampaignStatus): boolean {
  return (CAMPAIGN_ACTIONS[action].from as readonly CampaignStatus[]).includes(status);
}

export const actionsOf = (status: CampaignStatus): CampaignAction[] =>
  CampaignAction.options.filter((action) => isAllowed(action, status));
