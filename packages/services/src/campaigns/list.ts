import type { Campaign, ListCampaignsInput, Page } from "@causeway/contract";
import { type Db, paginate, prepareOnce } from "@causeway/db";
import { and, eq, sql } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { campaignColumns } from "./internal.ts";

function newestFirst(db: Db, { cursor, limit }: Pick<ListCampaignsInput, "cursor" | "limit">) {
  const { campaign } = db.tables;
  return paginate<Campaign>({
    keys: [
      { column: campaign.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: campaign.id, order: "desc", value: (row) => row.id },
    ],
    cursor,
    limit,
  });
}

/** The first page of all campaigns, which is what nearly every call asks for. */
const firstPage = prepareOnce((db) => {
  const { campaign } = db.tables;
  return db
    .select(campaignColumns({ db }))
    .from(campaign)
    .where(eq(campaign.restaurantId, sql.placeholder("restaurantId")))
    .orderBy(...newestFirst(db, { cursor: undefined, limit: 1 }).orderBy)
    .limit(sql.placeholder("limit"))
    .prepare("campaigns_first_page");
});

/** A restaurant's campaigns, newest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listCampaigns(ctx: Ctx, input: ListCampaignsInput): Promise<Page<Campaign>> {
  requirePermission(ctx, "campaign:read");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:read-any");
  const { where, orderBy, limit, page } = newestFirst(ctx.db, input);
  if (input.cursor === undefined && input.status === undefined && input.type === undefined) {
    return page(await firstPage(ctx.db).execute({ restaurantId, limit }));
  }
  const { campaign } = ctx.db.tables;
  const rows = await ctx.db
    .select(campaignColumns(ctx))
    .from(campaign)
    .where(
      and(
        eq(campaign.restaurantId, restaurantId),
        input.status && eq(campaign.status, input.status),
        input.type && eq(campaign.type, input.type),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
