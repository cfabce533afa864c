import { decimal, defineMapping, instant, jsonText, oneOf, reference, text } from "@causeway/migrate";

/** What became of a campaign here that the old server had no word for. */
const MADE_HERE = { scheduled: "draft", failed: "paused" } as const;
const isMadeHere = (status: unknown) => typeof status === "string" && Object.hasOwn(MADE_HERE, status);

export const campaigns = defineMapping({
  kind: "campaigns",
  target: "campaign",
  key: { column: "campaign_id", type: "integer" },
  columns: {
    restaurantId: { from: "restaurant_id", codec: reference("restaurants") },
    type: { from: "campaign_type", codec: oneOf(["ad", "sms"], { otherwise: "ad" }) },
    status: {
      from: "status",
      codec: oneOf(["active", "draft", "completed", "paused"], { otherwise: "draft", shown: MADE_HERE }),
      movedOn: ({ found }) => isMadeHere(found),
    },
    name: { from: "name", codec: text() },
    details: { from: "details", codec: jsonText() },
    budgetMinor: { from: "budget", codec: decimal({ digits: 2 }) },
    createdAt: { from: "created_at", codec: instant() },
    updatedAt: { from: "updated_at", codec: instant(), movedOn: ({ foundRow }) => isMadeHere(foundRow["status"]) },
  },
});
