import type { CountCampaignsInput, RowCount } from "@causeway/contract";
import { and, count, eq, gte, isNull, or, sql } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { originalText } from "./gone.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What an unreadable old date was imported as. */
const UNREADABLE = new Date(0);

/**
 * Campaigns whose old text of creation is not before `since` in ISO form, compared as text, as old servers did that keep
 * instants as text: a space sorts before `T`, so of the day of `since` itself only ISO text can count.
 */
export async function countCampaignsSince(ctx: Ctx, { of, column, since, restaurantId }: CountCampaignsInput): Promise<RowCount> {
  requirePermission(ctx, restaurantId === undefined ? "platform:read" : "campaign:read");
  if (restaurantId !== undefined) await getAccessibleRestaurant(ctx, restaurantId, "campaign:read-any");
  const { campaign, legacyRecord: record } = ctx.db.tables;
  const startOfDay = since.getTime() - (since.getTime() % DAY_MS);
  const text = originalText(ctx.db, column);
  const [row] = await ctx.db
    .select({ count: count() })
    .from(campaign)
    .leftJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, campaign.id)))
    .where(
      and(
        restaurantId === undefined ? undefined : eq(campaign.restaurantId, restaurantId),
        // Text that says another zone is up to a day away from its instant.
        or(gte(campaign.createdAt, new Date(startOfDay - DAY_MS)), eq(campaign.createdAt, UNREADABLE)),
        or(
          and(isNull(text), gte(campaign.createdAt, new Date(startOfDay + DAY_MS))),
          sql`${ctx.db.fn.bytewise(text)} >= ${since.toISOString()}`,
        ),
      ),
    );
  return { count: row?.count ?? 0 };
}
