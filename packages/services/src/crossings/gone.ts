import type { Campaign, CountGoneInput, JsonValue, ListGoneCampaignsInput, RowCount } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { campaignColumns } from "../campaigns/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

type Originals = Record<string, JsonValue> | null;

/** What the old row still named, so that different values give different texts; null where it named nothing. */
function namedId(originals: Originals, column: string): string | null {
  const value = originals?.[column] ?? null;
  if (value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Imported campaigns of a restaurant that was gone by then, in no order. */
export async function listGoneCampaigns(ctx: Ctx, { of, column, oldId }: ListGoneCampaignsInput): Promise<Campaign[]> {
  requirePermission(ctx, "campaign:read-any");
  const { campaign, legacyRecord: record } = ctx.db.tables;
  const rows = await ctx.db
    .select({ campaign: campaignColumns(ctx), originals: record.originals })
    .from(campaign)
    .leftJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, campaign.id)))
    .where(isNull(campaign.restaurantId));
  return rows.filter(({ originals }) => namedId(originals, column) === String(oldId)).map((row) => row.campaign);
}

/** Restaurants that were gone before the import and still have an open task, by the ids that the tasks name. */
export async function countGoneSetups(ctx: Ctx, { of, column }: CountGoneInput): Promise<RowCount> {
  requirePermission(ctx, "platform:read");
  const { task, legacyRecord: record } = ctx.db.tables;
  const rows = await ctx.db
    .select({ originals: record.originals })
    .from(task)
    .leftJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, task.id)))
    .where(and(eq(task.isComplete, false), isNull(task.restaurantId)));
  const named = new Set(rows.map(({ originals }) => namedId(originals, column)));
  named.delete(null);
  return { count: named.size };
}
