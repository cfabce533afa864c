import type { Campaign, ExportCampaignsInput, ExportPart } from "@causeway/contract";
import { inArray, sum } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { type CsvColumn, csvPart } from "../csv/export-part.ts";
import type { Ctx } from "../runtime/context.ts";
import { listCampaigns } from "./list.ts";

type Row = Campaign & { newCustomers: number; reengaged: number; impressions: number; clicks: number; spendMinor: number };

const money = (minor: number | null) => (minor === null ? null : (minor / 100).toFixed(2));

const COLUMNS: CsvColumn<Row>[] = [
  { header: "name", value: (row) => row.name },
  { header: "type", value: (row) => row.type },
  { header: "status", value: (row) => row.status },
  { header: "daily_budget", value: (row) => money(row.budgetMinor) },
  { header: "spend", value: (row) => money(row.spendMinor) },
  { header: "impressions", value: (row) => row.impressions },
  { header: "clicks", value: (row) => row.clicks },
  { header: "new_customers", value: (row) => row.newCustomers },
  { header: "reengaged_customers", value: (row) => row.reengaged },
  { header: "created_at", value: (row) => row.createdAt },
];

/** The campaigns with all they brought in. */
async function withFigures({ db }: Ctx, campaigns: readonly Campaign[]): Promise<Row[]> {
  if (campaigns.length === 0) return [];
  const { campaignResult: result } = db.tables;
  const ids = campaigns.map(({ id }) => id);
  const sums = await db
    .select({
      id: result.campaignId,
      newCustomers: sum(result.newCustomers),
      reengaged: sum(result.reengagedCustomers),
      impressions: sum(result.impressions),
      clicks: sum(result.clicks),
      spendMinor: sum(result.spendMinor),
    })
    .from(result)
    .where(inArray(result.campaignId, ids))
    .groupBy(result.campaignId);
  const byId = new Map(sums.map((row) => [row.id, row]));
  return campaigns.map((campaign) => {
    const row = byId.get(campaign.id);
    return {
      ...campaign,
      newCustomers: Number(row?.newCustomers ?? 0),
      reengaged: Number(row?.reengaged ?? 0),
      impressions: Number(row?.impressions ?? 0),
      clicks: Number(row?.clicks ?? 0),
      spendMinor: Number(row?.spendMinor ?? 0),
    };
  });
}

/** A restaurant's campaigns with what they brought in as CSV, newest first, part by part. Throws `RESTAURANT_NOT_FOUND`. */
export async function exportCampaigns(ctx: Ctx, input: ExportCampaignsInput): Promise<ExportPart> {
  const { items, nextCursor } = await listCampaigns(ctx, input);
  if (input.cursor === undefined) {
    await recordAudit(ctx.db, ctx, { action: "campaign.export", subject: { type: "restaurant", id: input.restaurantId } });
  }
  return csvPart(COLUMNS, { items: await withFigures(ctx, items), nextCursor }, input);
}
