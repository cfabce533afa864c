import { AppError, type CampaignStatus, canBecome } from "@causeway/contract";
import type { Db, Tables } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { findCampaign, type StoredCampaign } from "./internal.ts";

type Change = Partial<
  Pick<Tables["campaign"]["$inferInsert"], "scheduledAt" | "launchedAt" | "finishedAt" | "failure" | "externalId" | "details">
>;

export interface Move {
  to: CampaignStatus;
  /** The audit's word for it, such as `campaign.pause`. */
  action: string;
  change?: Change;
}

function stateRefusal(from: CampaignStatus, to: CampaignStatus): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "CAMPAIGN_STATE",
    message: `A campaign that is ${from} cannot become ${to}.`,
    details: { from, to },
  });
}

/**
 * The only place where the status of a campaign changes. Give it the campaign as read in the same transaction. Throws
 * `CAMPAIGN_STATE`, which names both states, for a step there is not.
 */
export async function moveCampaign(
  tx: Db,
  ctx: Ctx,
  campaign: Pick<StoredCampaign, "id" | "status">,
  { to, action, change }: Move,
): Promise<StoredCampaign> {
  const { id, status: from } = campaign;
  if (!canBecome(from, to)) throw stateRefusal(from, to);
  const { campaign: table } = tx.tables;
  const [moved] = await tx
    .update(table)
    .set({ status: to, updatedAt: ctx.clock(), ...change })
    .where(and(eq(table.id, id), eq(table.status, from)))
    .returning({ id: table.id });
  const row = moved && (await findCampaign(tx, id));
  if (!row) throw stateRefusal(from, to);
  await recordAudit(tx, ctx, { action, subject: { type: "campaign", id }, details: { from, to } });
  return row;
}
