import type { Campaign, CountDanglingInput, DanglingCampaignsInput, RowCount } from "@causeway/contract";
import { and, countDistinct, eq, isNull, sql } from "drizzle-orm";
import { campaignColumns } from "../campaigns/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** Imported campaigns of a restaurant that was gone by then, by the id that they still named. */
export async function listDanglingCampaigns(ctx: Ctx, { of, column, value }: DanglingCampaignsInput): Promise<Campaign[]> {
  requirePermission(ctx, "campaign:read-any");
  const { campaign, legacyRecord: record } = ctx.db.tables;
  return ctx.db
    .select(campaignColumns(ctx))
    .from(campaign)
    .innerJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, campaign.id)))
    .where(and(isNull(campaign.restaurantId), sql`cast(${record.originals} ->> ${column} as text) = ${String(value)}`));
}

/** Restaurants that were gone before the import and still have an open task, by the ids that the tasks named. */
export async function countDanglingSetups(ctx: Ctx, { of, column }: CountDanglingInput): Promise<RowCount> {
  requirePermission(ctx, "platform:read");
  const { task, legacyRecord: record } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ count: countDistinct(sql`cast(${record.originals} ->> ${column} as text)`) })
    .from(task)
    .innerJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, task.id)))
    .where(and(eq(task.isComplete, false), isNull(task.restaurantId)));
  return { count: row?.count ?? 0 };
}
