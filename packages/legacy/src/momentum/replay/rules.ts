import { DEFAULT_TASKS } from "@causeway/contract";
import type { ReplayRules } from "@causeway/rest";
import { momentumDeclared } from "./declared.ts";

const HANDLE = /(camp|sms)_\d+_[0-9a-z]{1,9}$/;
const AD = /^\p{Extended_Pictographic}\ufe0f? [^\n]+\n\n[^\n]+\n[^\n]+\n[^\n]+\n\n\S[^\n]+$/u;

/** Names, wordings and counts that the old server made up anew at each request. */
const FORMS: ReplayRules["forms"] = {
  campaignId: (text) => text.replace(HANDLE, "$1_<new>"),
  campaignUrl: (text) => text.replace(HANDLE, "$1_<new>"),
  promoCode: (text, { hasRecordedClock }) => (hasRecordedClock ? text : text.replace(/(?:SUN|MON|TUE|WED|THU|FRI|SAT)$/, "<day>")),
  adCopy: (text) => (AD.test(text) ? "<an ad>" : text),
  sampleMessage: (text) => (text.length > 0 && text.length <= 160 ? "<a message>" : text),
  message: (text) => text.replace(/^(SMS campaign sent to) \d+ /, "$1 <some> "),
  deliveryRate: (text) => text.replace(/^\d+(?:\.\d)?%$/, "<percent>"),
  totalCost: (text) => text.replace(/^\d+\.\d{4}$/, "<cost>"),
  spend: (text) => text.replace(/^\d+\.\d{2}$/, "<amount>"),
};

export const momentumReplayRules: ReplayRules = {
  varying: [
    "newCustomersAcquired",
    "customersReengaged",
    "recentCampaigns",
    "expectedReach",
    "estimatedImpressions",
    "characterCount",
    "messagesSent",
    "messagesFailed",
    "messagesPending",
    "impressions",
    "clicks",
    "reach",
    "totalSent",
    "delivered",
    "failed",
  ],
  forms: FORMS,
  instants: [
    "created_at",
    "updated_at",
    "signup_date",
    "last_updated_at",
    "status_updated_at",
    "lastUpdated",
    "createdAt",
    "timestamp",
  ],
  lists: { restaurants: "restaurant_id" },
  choices: { checklist_item_name: DEFAULT_TASKS },
  tokenLifetime: 86_400,
  declared: momentumDeclared,
  isNotServed: () => false,
};
