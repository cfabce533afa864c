import type { CampaignCommand, CampaignDetail } from "@causeway/contract";
import { newId } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeCampaign, findCampaign, getAccessibleCampaign, readAdDetails } from "./internal.ts";

const NAME_LENGTH = 200;

/** A draft with the same content, to be changed and launched on its own. Throws `CAMPAIGN_NOT_FOUND`. */
export async function duplicateCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<CampaignDetail> {
  requirePermission(ctx, "campaign:write");
  const copyId = newId();
  return ctx.db.transaction(async (tx) => {
    const { restaurantId, type, name, details, budgetMinor, promoCode, pictureFileId } = await getAccessibleCampaign(
      tx,
      ctx,
      id,
      "campaign:write-any",
    );
    const ad = readAdDetails(details);
    const now = ctx.clock();
    await tx.insert(tx.tables.campaign).values({
      id: copyId,
      restaurantId,
      type,
      status: "draft",
      name: `Copy of ${name}`.slice(0, NAME_LENGTH),
      details: ad ? { ...ad, manageUrl: null } : details,
      budgetMinor,
      promoCode,
      pictureFileId,
      createdAt: now,
      updatedAt: now,
    });
    await recordAudit(tx, ctx, { action: "campaign.create", subject: { type: "campaign", id: copyId }, details: { copyOf: id } });
    const copy = await findCampaign(tx, copyId);
    if (!copy) throw new Error(`Campaign ${copyId} vanished within its transaction.`);
    return describeCampaign(copy);
  });
}
