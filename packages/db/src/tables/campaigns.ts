import type { CampaignStatus, CampaignType, JsonValue, SmsStatus } from "@causeway/contract";
import type { Kit } from "../kit.ts";
import type { contactTables } from "./contacts.ts";
import type { fileTables } from "./files.ts";
import type { restaurantTables } from "./restaurants.ts";

export function campaignTables(
  k: Kit,
  {
    restaurant,
    storedFile,
    contact,
  }: Pick<ReturnType<typeof restaurantTables>, "restaurant"> &
    Pick<ReturnType<typeof fileTables>, "storedFile"> &
    Pick<ReturnType<typeof contactTables>, "contact">,
) {
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
      /** What customers show to get the offer. */
      promoCode: k.text(),
      pictureFileId: k.text().references(() => storedFile.id, { onDelete: "set null" }),
      /** The channel's own id, once it knows the campaign. */
      externalId: k.text(),
      scheduledAt: k.time(),
      launchedAt: k.time(),
      finishedAt: k.time(),
      /** Why it failed, in words for its owner. */
      failure: k.text(),
      /** SHA-256 of the request that made it: the same id with another request is refused. */
      requestDigest: k.text(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.index("campaign_restaurant").on(t.restaurantId, t.createdAt, t.id),
      k.index("campaign_status").on(t.restaurantId, t.status, t.createdAt, t.id),
      k.index("campaign_created_at").on(t.createdAt),
      k.index("campaign_launched").on(t.restaurantId, t.launchedAt),
      k.index("campaign_due").on(t.status, t.type, t.id),
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
      impressions: k.int(),
      reach: k.int(),
      clicks: k.int(),
      spendMinor: k.int(),
    },
    (t) => [k.primaryKey({ columns: [t.campaignId, t.day] })],
  );

  /** One text message to one number. A number gets a campaign's message once. */
  const smsMessage = k.table(
    "sms_message",
    {
      id: k.id(),
      campaignId: k
        .text()
        .notNull()
        .references(() => campaign.id, { onDelete: "cascade" }),
      contactId: k.text().references(() => contact.id, { onDelete: "set null" }),
      /** E.164, such as `+15550100001`. */
      phone: k.text().notNull(),
      body: k.text().notNull(),
      segments: k.int().notNull(),
      status: k.text().$type<SmsStatus>().notNull(),
      /** Millionths of the currency's unit: a message costs less than a cent. */
      costMicros: k.int(),
      /** The provider's own id, once it took the message. */
      externalId: k.text(),
      errorCode: k.text(),
      createdAt: k.time().notNull(),
      /** When a worker took it to send it; before that, the provider cannot have it. */
      claimedAt: k.time(),
      sentAt: k.time(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("sms_message_phone").on(t.campaignId, t.phone),
      k.uniqueIndex("sms_message_external").on(t.externalId),
      k.index("sms_message_status").on(t.campaignId, t.status, t.id),
      k.index("sms_message_to").on(t.phone, t.sentAt),
      k.index("sms_message_sent").on(t.campaignId, t.sentAt),
    ],
  );
  return { campaign, campaignResult, smsMessage };
}
