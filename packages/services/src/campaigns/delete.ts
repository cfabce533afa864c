import { type CampaignCommand, DONE, type Done } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { releasePicture } from "./ads/picture.ts";
import { getAccessibleCampaign } from "./internal.ts";
import { requireAction } from "./require-action.ts";

/** Removes a draft. Throws `CAMPAIGN_STATE` for anything else: what was to run is history. */
export async function deleteCampaign(ctx: Ctx, { id }: CampaignCommand): Promise<Done> {
  requirePermission(ctx, "campaign:write");
  await ctx.db.transaction(async (tx) => {
    const campaign = await getAccessibleCampaign(tx, ctx, id, "campaign:write-any");
    requireAction(campaign, "delete");
    await tx.delete(tx.tables.campaign).where(eq(tx.tables.campaign.id, id));
    await releasePicture(tx, campaign.pictureFileId);
    await recordAudit(tx, ctx, { action: "campaign.delete", subject: { type: "campaign", id } });
  });
  return DONE;
}
