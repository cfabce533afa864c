import type { LegacyPath } from "@causeway/rest";
import { everybody } from "./access.ts";
import { errorReply } from "./replies.ts";
import { row } from "./row.ts";

/** Routes of the old server that have not crossed. They are named so that nobody takes them for unknown ones. */
const ROUTES: readonly LegacyPath[] = [
  "GET /api/checklist/categories",
  "GET /api/checklist/items/:categoryId",
  "GET /api/checklist/status/:restaurantId",
  "PUT /api/checklist/status/:restaurantId/:itemId",
  "GET /api/checklist/progress/:restaurantId",
  "GET /api/checklist/categories-with-items",
  "POST /api/facebook-ads/create-campaign",
  "POST /api/facebook-ads/generate-preview",
  "GET /api/facebook-ads/campaign-status/:campaignId",
  "POST /api/sms-campaigns/create-campaign",
  "POST /api/sms-campaigns/preview",
  "GET /api/sms-campaigns/sample-csv",
  "GET /api/sms-campaigns/campaign-status/:campaignId",
];

export const notServedRows = ROUTES.map((route) =>
  row(route, {
    summary: "Answered by the old server only.",
    access: everybody,
    answer: () => errorReply(501, "This route is answered by the old server only"),
    status: 501,
    divergences: ["momentum-not-served"],
  }),
);
