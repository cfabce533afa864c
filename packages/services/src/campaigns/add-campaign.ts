import { AppError, type CampaignStart, type CampaignType, type JsonValue } from "@causeway/contract";
import { type Db, newId } from "@causeway/db";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { requestDigest } from "../runtime/request-digest.ts";
import { findCampaign, type StoredCampaign } from "./internal.ts";
import { startAt } from "./start.ts";

export interface NewCampaign {
  id?: string | undefined;
  restaurantId: string;
  type: CampaignType;
  name: string;
  details: JsonValue;
  budgetMinor: number | null;
  promoCode: string;
  pictureFileId: string | null;
  start: CampaignStart;
  digest: string;
}

/** The campaign that the same request with this id made before. Throws `CAMPAIGN_ID_TAKEN` for the id of another request. */
export async function findSameRequest(
  db: Db,
  { id, digest }: { id?: string | undefined; digest: string },
): Promise<StoredCampaign | null> {
  if (id === undefined) return null;
  const { campaign } = db.tables;
  const [row] = await db.select({ digest: campaign.requestDigest }).from(campaign).where(eq(campaign.id, id));
  if (!row) return null;
  if (row.digest === digest) return findCampaign(db, id);
  throw new AppError({
    code: "CONFLICT",
    reason: "CAMPAIGN_ID_TAKEN",
    message: "Another request has used this id. Choose a new one for each campaign.",
  });
}

/** A digest of what was asked for and by which restaurant. */
export const campaignDigest = (type: CampaignType, input: Record<string, unknown>) => requestDigest({ ...input, type });

/** Adds the campaign, once per id, and starts it if that was asked for. Throws `CAMPAIGN_ID_TAKEN`, `SCHEDULE_IN_PAST`. */
export async function addCampaign(
  tx: Db,
  ctx: Ctx,
  { start, digest, ...values }: NewCampaign,
): Promise<{ campaign: StoredCampaign; isNew: boolean }> {
  const { campaign } = tx.tables;
  const now = ctx.clock();
  const id = values.id ?? newId();
  const [added] = await tx
    .insert(campaign)
    .values({ ...values, id, status: "draft", requestDigest: digest, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: campaign.id })
    .returning({ id: campaign.id });
  const stored = added ? await findCampaign(tx, id) : await findSameRequest(tx, { id, digest });
  if (!stored) throw new Error(`Campaign ${id} was neither added nor there already.`);
  if (!added) return { campaign: stored, isNew: false };
  await recordAudit(tx, ctx, { action: "campaign.create", subject: { type: "campaign", id }, details: { type: values.type } });
  if (start.kind === "draft") return { campaign: stored, isNew: true };
  const at = start.kind === "now" ? null : start.at;
  return { campaign: await startAt(tx, ctx, stored, at), isNew: true };
}
