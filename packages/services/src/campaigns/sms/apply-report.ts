import type { SmsStatus } from "@causeway/contract";
import type { SmsReport } from "@causeway/providers";
import { and, eq, isNull, or } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { campaignTopic } from "../internal.ts";

export interface ReportedState {
  status: SmsStatus;
  errorCode: string | null;
  costMicros: number | null;
}

/** A state later in the row is never left for an earlier one. */
const ORDER: SmsStatus[] = ["queued", "opted_out", "sending", "unknown", "sent", "failed", "delivered"];

/** What is known after one more report: the same for the same reports, in whatever order and however often they come. */
export function mergeReport(known: ReportedState, report: Pick<SmsReport, "status" | "errorCode" | "costMicros">): ReportedState {
  const isLater = ORDER.indexOf(report.status) > ORDER.indexOf(known.status);
  const status = isLater ? report.status : known.status;
  const codes = [known.status === "failed" ? known.errorCode : null, report.status === "failed" ? report.errorCode : null];
  const costs = [known.costMicros, report.costMicros].filter((cost) => cost !== null);
  return {
    status,
    errorCode: status === "failed" ? (codes.filter((code) => code !== null).toSorted()[0] ?? null) : null,
    costMicros: costs.length === 0 ? null : Math.max(...costs),
  };
}

/**
 * Writes down what a provider reports of a message. `messageId` is our own id, as the address that was called names it: a report
 * may come before the provider's id is known here. False for a message we do not know.
 */
export async function applySmsReport(ctx: Ctx, report: SmsReport, messageId?: string): Promise<boolean> {
  const campaignId = await ctx.db.transaction(async (tx) => {
    const { smsMessage: message } = tx.tables;
    const named = messageId === undefined ? undefined : and(eq(message.id, messageId), isNull(message.externalId));
    const [row] = await tx
      .select()
      .from(message)
      .where(or(eq(message.externalId, report.id), named))
      .limit(1);
    if (!row) return null;
    const merged = mergeReport(row, report);
    const isSent = row.sentAt !== null || merged.status === "sent" || merged.status === "delivered";
    const change = { ...merged, externalId: report.id, sentAt: row.sentAt ?? (isSent ? ctx.clock() : null) };
    await tx
      .update(message)
      .set({ ...change, updatedAt: ctx.clock() })
      .where(eq(message.id, row.id));
    return row.campaignId;
  });
  if (campaignId === null) return false;
  ctx.events.publish(campaignTopic(campaignId));
  return true;
}
