import { useQuery } from "@tanstack/react-query";
import { formatNumber, formatDays } from "../lib/format.ts";
import { platformQuery } from "../restaurants/queries.ts";
import { Card } from "../ui/card.tsx";
import { DailyFigure } from "../ui/daily-figure.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { AttentionList } from "./attention-list.tsx";

const SERIES = [
  { key: "campaigns", label: "Campaigns started", color: "var(--series-1)" },
  { key: "signUps", label: "Sign-ups", color: "var(--series-2)" },
] as const;

export function PlatformPage() {
  const { data, error, isFetching, refetch } = useQuery(platformQuery);
  return (
    <Page title="Platform" description="All restaurants together.">
      <Card title="As of now" aside={data && `last 7 days: ${formatDays(data.daily.slice(-7))}`}>
        {error && !data ? (
          <ErrorState error={error} what="the figures" isRetrying={isFetching} onRetry={() => void refetch()} />
        ) : (
          <>
            {data ? (
              <Figures
                figures={[
                  { label: "Restaurants", current: data.restaurants },
                  { label: "Accounts", current: data.users },
                  { label: "Campaigns started", current: data.recentCampaigns, note: "in the last 7 days" },
                  {
                    label: "Still setting up",
                    current: data.incompleteSetups,
                    note: `of ${formatNumber(data.restaurants)}, with a first step open`,
                  },
                ]}
              />
            ) : (
              <FiguresSkeleton count={4} />
            )}
            <DailyFigure title="New by day" days={data?.daily} series={SERIES} marked={7} />
          </>
        )}
      </Card>
      <AttentionList />
    </Page>
  );
}
