import { z } from "zod";
import type { AdDay } from "../ads.ts";
import type { GraphClient } from "./graph-client.ts";

const Count = z.coerce.number().int().min(0).default(0);

const Insight = z.object({
  date_start: z.iso.date(),
  impressions: Count,
  reach: Count,
  clicks: Count,
  /** In the currency's main unit, as text: `12.34`. */
  spend: z.coerce.number().min(0).default(0),
  account_currency: z.string().regex(/^[A-Z]{3}$/),
  actions: z.array(z.object({ action_type: z.string(), value: z.coerce.number().min(0) })).default([]),
});

const Page = z.object({
  data: z.array(Insight),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});

/** What a restaurant pays for; the totals over all places where they happen, as Meta counts each there once more. */
const CONVERSIONS = new Set(["omni_purchase", "lead", "contact_total", "schedule_total"]);

/** More than the days Meta keeps. */
const MAX_PAGES = 50;

/** How many minor units the main one has: cents 100, yen 1 (ISO 4217). */
function minorUnits(currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  return 10 ** digits;
}

function toDay(insight: z.infer<typeof Insight>): AdDay {
  const { date_start: day, impressions, reach, clicks, spend, account_currency: currency, actions } = insight;
  const conversions = actions.filter(({ action_type: type }) => CONVERSIONS.has(type)).reduce((sum, { value }) => sum + value, 0);
  return { day, impressions, reach, clicks, spendMinor: Math.round(spend * minorUnits(currency)), conversions };
}

/** The figures of an ad by day; Meta leaves days out that have none. */
export async function listInsights(
  graph: GraphClient,
  adId: string,
  { since, until }: { since: string; until: string },
  signal: AbortSignal | undefined,
): Promise<AdDay[]> {
  const days: AdDay[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, paging } = await graph.get(
      `${adId}/insights`,
      {
        fields: "impressions,reach,clicks,spend,account_currency,actions",
        time_range: { since, until },
        time_increment: "1",
        limit: "100",
        ...(after === undefined ? {} : { after }),
      },
      Page,
      signal,
    );
    days.push(...data.map(toDay));
    after = paging?.cursors?.after;
    if (paging?.next === undefined || after === undefined) break;
  }
  return days.sort((a, b) => a.day.localeCompare(b.day));
}
