import type { Campaign, CountGoneInput, ListGoneCampaignsInput, RowCount } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, countDistinct, eq, isNull, sql } from "drizzle-orm";
import { campaignColumns } from "../campaigns/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** An old value that was kept beside its row, as text; NULL where none was. */
export function originalText(db: Db, column: string) {
  return sql<string | null>`cast(${db.tables.legacyRecord.originals} ->> ${column} as text)`;
}

/** Imported campaigns of a restaurant that was gone by then, in no order. */
export async function listGoneCampaigns(ctx: Ctx, { of, column, oldId }: ListGoneCampaignsInput): Promise<Campaign[]> {
  requirePermission(ctx, "campaign:read-any");
  const { campaign, legacyRecord: record } = ctx.db.tables;
  return ctx.db
    .select(campaignColumns(ctx))
    .from(campaign)
    .innerJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, campaign.id)))
    .where(and(isNull(campaign.restaurantId), eq(originalText(ctx.db, column), String(oldId))));
}

/** Restaurants that were gone before the import and still have an open task, by the ids that the tasks name. */
export async function countGoneSetups(ctx: Ctx, { of, column }: CountGoneInput): Promise<RowCount> {
  requirePermission(ctx, "platform:read");
  const { task, legacyRecord: record } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ count: countDistinct(originalText(ctx.db, column)) })
    .from(task)
    .innerJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, task.id)))
    .where(and(eq(task.isComplete, false), isNull(task.restaurantId)));
  return { count: row?.count ?? 0 };
}
