import type { CampaignStatus, CampaignType, JsonValue } from "@causeway/contract";
import type { Kit } from "../kit.ts";
import type { restaurantTables } from "./restaurants.ts";

export function campaignTables(k: Kit, { restaurant }: ReturnType<typeof restaurantTables>) {
  const campaign = k.table(
    "campaign",
    {
      id: k.id(),
      /** Null only for imported campaigns whose restaurant no longer existed. */
      restaurantId: k.text().references(() => restaurant.id, { onDelete: "cascade" }),
      type: k.text().$type<CampaignType>().notNull(),
      status: k.text().$type<CampaignStatus>().notNull(),
      name: k.text().notNull(),
      details: k.json<JsonValue>(),
      budgetMinor: k.int(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.index("campaign_restaurant").on(t.restaurantId, t.createdAt, t.id),
      k.index("campaign_status").on(t.restaurantId, t.status, t.createdAt, t.id),
      k.index("campaign_created_at").on(t.createdAt),
    ],
  );

  /** What a campaign brought in on one day, as reported by its channel. */
  const campaignResult = k.table(
    "campaign_result",
    {
      campaignId: k
        .text()
        .notNull()
        .references(() => campaign.id, { onDelete: "cascade" }),
      /** `YYYY-MM-DD`, UTC. */
      day: k.text().notNull(),
      newCustomers: k.int().notNull(),
      reengagedCustomers: k.int().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.campaignId, t.day] })],
  );
  return { campaign, campaignResult };
}
