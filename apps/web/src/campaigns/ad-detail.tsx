import type { CampaignDetail } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { formatAmount, formatNumber, formatRate, formatWholeAmount } from "../lib/format.ts";
import { type Period, PERIOD_DAYS, PERIODS } from "../lib/periods.ts";
import { Card } from "../ui/card.tsx";
import { DailyFigure } from "../ui/daily-figure.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { Select } from "../ui/select.tsx";
import { AdPreviewCard } from "./ad-preview.tsx";
import { campaignResultsQuery } from "./queries.ts";

const CHARTS = {
  seen: {
    title: "Seen and clicked by day",
    series: [
      { key: "impressions", label: "Times shown", color: "var(--series-1)" },
      { key: "clicks", label: "Clicks", color: "var(--series-2)" },
    ],
  },
  brought: {
    title: "Customers and cost by day",
    series: [
      { key: "conversions", label: "New customers", color: "var(--series-1)" },
      { key: "spend", label: "Spent", color: "var(--series-2)", isMoney: true },
    ],
  },
} as const;

/** What an ad is, and what it has brought. */
export function AdDetail({ campaign, restaurantName }: { campaign: CampaignDetail; restaurantName: string }) {
  const [period, setPeriod] = useState<Period>("30");
  const { data, error, isFetching, refetch } = useQuery(campaignResultsQuery({ id: campaign.id, days: PERIOD_DAYS[period] }));
  const days = data?.daily.map(({ spendMinor, ...day }) => ({ ...day, spend: spendMinor / 100 }));
  const { ad } = campaign;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <Card title="What it brought" aside={<Select label="Over" value={period} options={PERIODS} onChange={setPeriod} />}>
        {isUnshown(campaign, data?.totals) ? (
          <div className="border-line border-t">
            <EmptyState title="Not shown yet">
              Figures are here as soon as the ad runs, and are brought up to date by the hour.
            </EmptyState>
          </div>
        ) : error && !data ? (
          <ErrorState error={error} what="the figures" isRetrying={isFetching} onRetry={() => void refetch()} />
        ) : (
          <>
            {data ? (
              <Figures
                figures={[
                  { label: "Times shown", current: data.totals.impressions },
                  { label: "Clicks", current: data.totals.clicks, note: rate(data.totals.clicks, data.totals.impressions) },
                  { label: "New customers", current: data.totals.conversions },
                  {
                    label: "Spent",
                    current: data.totals.spendMinor / 100,
                    format: formatWholeAmount,
                    note: perCustomer(data.totals),
                  },
                ]}
              />
            ) : (
              <FiguresSkeleton count={4} />
            )}
            <DailyFigure title={CHARTS.seen.title} days={days} series={CHARTS.seen.series} marked={0} isApart />
            <DailyFigure title={CHARTS.brought.title} days={days} series={CHARTS.brought.series} marked={0} isApart />
          </>
        )}
      </Card>
      {ad && (
        <div className="space-y-4">
          <AdPreviewCard
            businessName={ad.businessName || restaurantName}
            copy={ad.copy}
            promoCode={campaign.promoCode}
            pictureFileId={campaign.pictureFileId}
          />
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm">
            <div>
              <dt className="text-muted">Budget a day</dt>
              <dd className="figures font-medium">{campaign.budgetMinor === null ? "none" : formatAmount(campaign.budgetMinor)}</dd>
            </div>
            {ad.manageUrl && (
              <div>
                <dt className="text-muted">At the channel</dt>
                <dd>
                  <a
                    href={ad.manageUrl}
                    target="_blank"
                    rel="noopener noreferrer"
                    className="text-primary inline-flex items-center gap-1.5 font-semibold underline-offset-3 hover:underline"
                  >
                    Manage <ExternalLink aria-label="opens a new tab" className="size-3.5" />
                  </a>
                </dd>
              </div>
            )}
          </dl>
        </div>
      )}
    </div>
  );
}

/** Imported ads may have figures without a start. */
const isUnshown = ({ launchedAt }: CampaignDetail, totals: { impressions: number } | undefined) =>
  launchedAt === null && totals?.impressions === 0;

const rate = (part: number, whole: number) => (whole === 0 ? "" : `${formatRate(part / whole)} of those`);
const perCustomer = ({ spendMinor, conversions }: { spendMinor: number; conversions: number }) =>
  conversions === 0 ? "" : `${formatAmount(Math.round(spendMinor / conversions))} a customer, ${formatNumber(conversions)} in all`;
