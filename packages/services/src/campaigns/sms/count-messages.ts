import type { CampaignProgress, SmsStatus } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { count, eq, sum } from "drizzle-orm";

export type MessageCounts = Pick<CampaignProgress, "messages" | "costMicros">;

/** How many messages of a campaign are in each state, and what they have cost so far. */
export async function countMessages(db: Db, campaignId: string): Promise<MessageCounts> {
  const { smsMessage: message } = db.tables;
  const rows = await db
    .select({ status: message.status, count: count(), costMicros: sum(message.costMicros) })
    .from(message)
    .where(eq(message.campaignId, campaignId))
    .groupBy(message.status);
  const of = (status: SmsStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  return {
    messages: {
      total: rows.reduce((total, row) => total + row.count, 0),
      queued: of("queued"),
      sending: of("sending"),
      sent: of("sent"),
      delivered: of("delivered"),
      failed: of("failed"),
      unknown: of("unknown"),
      optedOut: of("opted_out"),
    },
    costMicros: rows.reduce((total, row) => total + Number(row.costMicros ?? 0), 0),
  };
}
