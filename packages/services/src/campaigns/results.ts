import type { CampaignFigures, CampaignResults, CampaignResultsInput } from "@causeway/contract";
import { and, eq, gte, sum } from "drizzle-orm";
import { lastDays } from "../restaurants/days.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleCampaign } from "./internal.ts";

type Stored = Record<keyof CampaignFigures, number | string | null>;

/** Sums come as text, so that no digit is lost on the way. */
function figuresOf(row: Stored | undefined): CampaignFigures {
  const figure = (name: keyof CampaignFigures) => Number(row?.[name] ?? 0);
  return {
    impressions: figure("impressions"),
    reach: figure("reach"),
    clicks: figure("clicks"),
    conversions: figure("conversions"),
    reengaged: figure("reengaged"),
    spendMinor: figure("spendMinor"),
  };
}

/** What a campaign brought in: day by day for a chart, and in all. Throws `CAMPAIGN_NOT_FOUND`. */
export async function getCampaignResults(ctx: Ctx, { id, days }: CampaignResultsInput): Promise<CampaignResults> {
  requirePermission(ctx, "campaign:read");
  await getAccessibleCampaign(ctx.db, ctx, id, "campaign:read-any");
  const { campaignResult: result } = ctx.db.tables;
  const shown = lastDays(ctx.clock(), days);
  const [[totals], daily] = await Promise.all([
    ctx.db
      .select({
        impressions: sum(result.impressions),
        reach: sum(result.reach),
        clicks: sum(result.clicks),
        conversions: sum(result.newCustomers),
        reengaged: sum(result.reengagedCustomers),
        spendMinor: sum(result.spendMinor),
      })
      .from(result)
      .where(eq(result.campaignId, id)),
    ctx.db
      .select({
        day: result.day,
        impressions: result.impressions,
        reach: result.reach,
        clicks: result.clicks,
        conversions: result.newCustomers,
        reengaged: result.reengagedCustomers,
        spendMinor: result.spendMinor,
      })
      .from(result)
      .where(and(eq(result.campaignId, id), gte(result.day, shown[0] ?? ""))),
  ]);
  const byDay = new Map(daily.map((row) => [row.day, row]));
  return { totals: figuresOf(totals), daily: shown.map((day) => ({ day, ...figuresOf(byDay.get(day)) })) };
}
