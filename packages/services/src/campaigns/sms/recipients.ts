import { AppError, type Audience } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, asc, count, eq } from "drizzle-orm";
import { ofContact } from "../../contacts/internal.ts";
import type { Ctx } from "../../runtime/context.ts";
import { readSmsDetails, type StoredCampaign } from "../internal.ts";
import { isInAudience } from "./audience.ts";

export interface Recipients {
  recipients: number;
  optedOut: number;
  /** Of the first one; null for an empty audience. */
  firstName: string | null;
}

/** How many would get a message now, and how many would if they had not opted out. */
export async function countRecipients(
  db: Db,
  { restaurantId, audience, now }: { restaurantId: string; audience: Audience; now: Date },
): Promise<Recipients> {
  const { contact, smsOptOut } = db.tables;
  const inAudience = isInAudience(db, { restaurantId, audience, now });
  const [all, [counts], [first]] = await Promise.all([
    db.$count(contact, inAudience),
    // From the opt-outs, which are few, to their customers.
    db
      .select({ optedOut: count() })
      .from(smsOptOut)
      .innerJoin(contact, ofContact({ db }))
      .where(and(eq(smsOptOut.restaurantId, restaurantId), inAudience)),
    db.select({ name: contact.name }).from(contact).where(inAudience).orderBy(asc(contact.phone)).limit(1),
  ]);
  const optedOut = counts?.optedOut ?? 0;
  return { recipients: all - optedOut, optedOut, firstName: first?.name ?? null };
}

/** Throws `CAMPAIGN_NO_RECIPIENTS` for text messages that nobody would get. */
export async function requireRecipients(tx: Db, ctx: Pick<Ctx, "clock">, campaign: StoredCampaign): Promise<void> {
  const details = campaign.type === "sms" ? readSmsDetails(campaign.details) : null;
  if (!details || campaign.restaurantId === null || campaign.launchedAt !== null) return;
  const { recipients } = await countRecipients(tx, {
    restaurantId: campaign.restaurantId,
    audience: details.audience,
    now: ctx.clock(),
  });
  if (recipients > 0) return;
  throw new AppError({ code: "PRECONDITION_FAILED", reason: "CAMPAIGN_NO_RECIPIENTS", message: NOBODY });
}

export const NOBODY = "Nobody would get this message: no customer is in its audience who has not opted out.";
