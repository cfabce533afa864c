import type { Db } from "@causeway/db";
import type { IncomingSms } from "@causeway/providers";
import { and, eq, isNotNull } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import type { OptOutSource } from "../../contacts/opt-out.ts";
import type { Ctx } from "../../runtime/context.ts";

/** The words that carriers and providers agree on; nothing else may stand beside them. */
const STOP = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]);
const START = new Set(["START", "YES", "UNSTOP"]);

/** What a customer asks for with a message; null for any other message. */
export function readKeyword(body: string): "stop" | "start" | null {
  const word = body
    .trim()
    .replace(/[.!]+$/, "")
    .toUpperCase();
  if (STOP.has(word)) return "stop";
  return START.has(word) ? "start" : null;
}

/**
 * Takes what a customer replied. All restaurants send from one number, so STOP counts for each that has texted this customer or
 * has them on its list, and START takes all of those back. Other words change nothing.
 */
export async function applyIncomingSms(ctx: Ctx, { from: phone, body }: IncomingSms): Promise<void> {
  const keyword = readKeyword(body);
  if (keyword === null) return;
  const source: OptOutSource = "customer";
  await ctx.db.transaction(async (tx) => {
    const { smsOptOut } = tx.tables;
    const changed =
      keyword === "stop"
        ? await optOutEverywhere(tx, { phone, at: ctx.clock(), source })
        : await tx
            .delete(smsOptOut)
            .where(and(eq(smsOptOut.phone, phone), eq(smsOptOut.source, source)))
            .returning({ restaurantId: smsOptOut.restaurantId });
    for (const { restaurantId } of changed) {
      await recordAudit(tx, ctx, {
        action: keyword === "stop" ? "contact.opt-out" : "contact.opt-in",
        subject: { type: "restaurant", id: restaurantId },
        details: { phone, source },
      });
    }
  });
}

async function optOutEverywhere(tx: Db, { phone, at, source }: { phone: string; at: Date; source: OptOutSource }) {
  const { campaign, contact, smsMessage: message, smsOptOut } = tx.tables;
  const known = await tx.selectDistinct({ restaurantId: contact.restaurantId }).from(contact).where(eq(contact.phone, phone));
  const texted = await tx
    .selectDistinct({ restaurantId: campaign.restaurantId })
    .from(message)
    .innerJoin(campaign, eq(campaign.id, message.campaignId))
    .where(and(eq(message.phone, phone), isNotNull(campaign.restaurantId)));
  const restaurantIds = new Set([...known, ...texted].flatMap(({ restaurantId }) => restaurantId ?? []));
  if (restaurantIds.size === 0) return [];
  // A restaurant's own word becomes the customer's: only they can take it back now.
  return tx
    .insert(smsOptOut)
    .values([...restaurantIds].map((restaurantId) => ({ restaurantId, phone, at, source })))
    .onConflictDoUpdate({ target: [smsOptOut.restaurantId, smsOptOut.phone], set: { source } })
    .returning({ restaurantId: smsOptOut.restaurantId });
}
