import type { SmsStatus } from "@causeway/contract";
import type { Db, Tables } from "@causeway/db";
import type { AcceptedSms } from "@causeway/providers";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { OptOutSource } from "../../contacts/opt-out.ts";
import type { Ctx } from "../../runtime/context.ts";
import type { ClaimedMessage } from "./claims.ts";

/**
 * What became of a claimed message. `unsent`: certainly not handed over, so it waits again; `retryAfterSeconds` is the provider's
 * own word, if it gave one. `unknown`: nobody can tell.
 */
export type Outcome =
  | { kind: "sent"; accepted: AcceptedSms }
  | { kind: "refused"; code: string | null }
  | { kind: "unsent"; retryAfterSeconds: number | null }
  | { kind: "unknown" };

type Change = Partial<Tables["smsMessage"]["$inferInsert"]> & { status: SmsStatus };

/** Twilio's code for a number whose owner replied STOP. */
const OPTED_OUT = "21610";

/** Only while it is still this claim's. */
async function change(tx: Db, { id, claimedAt }: ClaimedMessage, values: Change): Promise<boolean> {
  const { smsMessage: message } = tx.tables;
  const rows = await tx
    .update(message)
    .set(values)
    .where(and(eq(message.id, id), inArray(message.status, ["sending", "unknown"]), eq(message.claimedAt, claimedAt)))
    .returning({ id: message.id });
  return rows.length > 0;
}

/** Writes down what became of a claimed message. Who opted out at the provider has opted out here. */
export async function settleMessage(
  tx: Db,
  { clock }: Pick<Ctx, "clock">,
  claimed: ClaimedMessage,
  outcome: Outcome,
): Promise<void> {
  const updatedAt = clock();
  switch (outcome.kind) {
    case "sent":
      return settleSent(tx, claimed, outcome.accepted, updatedAt);
    case "refused": {
      const isOptOut = outcome.code === OPTED_OUT;
      await change(tx, claimed, { status: isOptOut ? "opted_out" : "failed", errorCode: outcome.code, updatedAt });
      if (isOptOut) await rememberOptOut(tx, claimed, updatedAt);
      return;
    }
    case "unsent":
      await change(tx, claimed, { status: "queued", claimedAt: null, updatedAt });
      return;
    case "unknown":
      await change(tx, claimed, { status: "unknown", updatedAt });
  }
}

/** A report may have come before this: then only what it did not say is added. */
async function settleSent(tx: Db, claimed: ClaimedMessage, { id: externalId, costMicros }: AcceptedSms, at: Date): Promise<void> {
  if (await change(tx, claimed, { status: "sent", externalId, costMicros, sentAt: at, updatedAt: at })) return;
  const { smsMessage: message } = tx.tables;
  await tx
    .update(message)
    .set({
      externalId: sql`coalesce(${message.externalId}, ${externalId})`,
      costMicros: sql`coalesce(${message.costMicros}, ${costMicros})`,
    })
    .where(eq(message.id, claimed.id));
}

async function rememberOptOut(tx: Db, { campaignId, phone }: ClaimedMessage, at: Date): Promise<void> {
  const { campaign, smsOptOut } = tx.tables;
  const [row] = await tx.select({ restaurantId: campaign.restaurantId }).from(campaign).where(eq(campaign.id, campaignId));
  if (!row || row.restaurantId === null) return;
  const source: OptOutSource = "customer";
  await tx.insert(smsOptOut).values({ restaurantId: row.restaurantId, phone, at, source }).onConflictDoNothing();
}
