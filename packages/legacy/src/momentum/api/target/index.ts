import { targetAdRows } from "./ads.ts";
import { targetCampaignRows } from "./campaigns.ts";
import { targetSmsRows } from "./sms.ts";

/** The campaign routes of the FastAPI server that was to follow the old one; the first row that fits answers. */
export const targetRows = [...targetAdRows, ...targetSmsRows, ...targetCampaignRows];
