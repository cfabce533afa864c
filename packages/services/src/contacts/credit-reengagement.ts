import type { Db } from "@causeway/db";
import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { daysBefore, startOfDay, utcDay } from "../restaurants/days.ts";

/** No message was sent before or after these, and no database keeps the days around the first and the last. */
const isPossible = (day: string) => day > "1970-12-31" && day < "9999";

/** An order within so many days of a message counts as brought by it. */
const CREDIT_DAYS = 30;

export interface OrderChange {
  phone: string;
  lastOrderOn: string | null;
  /** The last order known of before. */
  before: string | null;
}

/**
 * Counts customers who came back for the campaign that texted them last: on the day of their order, if that is new to us, not
 * before the message and within thirty days of it. An order is counted once, as the next change starts from it.
 */
export async function creditReengagement(
  tx: Db,
  { restaurantId, changes }: { restaurantId: string; changes: readonly OrderChange[] },
): Promise<void> {
  const newer = new Map(
    changes.flatMap(({ phone, lastOrderOn, before }) =>
      lastOrderOn !== null && isPossible(lastOrderOn) && lastOrderOn > (before ?? "")
        ? [[phone, { day: lastOrderOn, before }] as const]
        : [],
    ),
  );
  if (newer.size === 0) return;
  const { campaign, campaignResult, smsMessage: message } = tx.tables;
  const days = [...newer.values()].map(({ day }) => day).toSorted();
  const messages = await tx
    .select({ campaignId: message.campaignId, phone: message.phone, sentAt: message.sentAt })
    .from(message)
    .innerJoin(campaign, eq(campaign.id, message.campaignId))
    .where(
      and(
        inArray(message.phone, [...newer.keys()]),
        eq(campaign.restaurantId, restaurantId),
        inArray(message.status, ["sent", "delivered"]),
        gte(message.sentAt, daysBefore(startOfDay(days[0] ?? ""), CREDIT_DAYS)),
        lt(message.sentAt, daysBefore(startOfDay(days.at(-1) ?? ""), -1)),
      ),
    )
    .orderBy(desc(message.sentAt));
  const credits = new Map<string, { campaignId: string; day: string; count: number }>();
  for (const { campaignId, phone, sentAt } of messages) {
    const order = newer.get(phone);
    if (!order || sentAt === null) continue;
    const sentOn = utcDay(sentAt);
    if (order.day < sentOn || sentAt < daysBefore(startOfDay(order.day), CREDIT_DAYS) || sentOn <= (order.before ?? "")) continue;
    newer.delete(phone);
    const key = `${campaignId} ${order.day}`;
    credits.set(key, { campaignId, day: order.day, count: (credits.get(key)?.count ?? 0) + 1 });
  }
  for (const { campaignId, day, count } of credits.values()) {
    await tx
      .insert(campaignResult)
      .values({ campaignId, day, newCustomers: 0, reengagedCustomers: count })
      .onConflictDoUpdate({
        target: [campaignResult.campaignId, campaignResult.day],
        set: { reengagedCustomers: sql`${campaignResult.reengagedCustomers} + ${count}` },
      });
  }
}
