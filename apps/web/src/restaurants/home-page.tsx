import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Settings2 } from "lucide-react";
import { Fragment, useState } from "react";
import { useCurrentRestaurant } from "../app/use-current-restaurant.ts";
import { formatDays } from "../lib/format.ts";
import { type Period, PERIOD_DAYS, PERIODS } from "../lib/periods.ts";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { DailyFigure } from "../ui/daily-figure.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ActiveCampaigns } from "./active-campaigns.tsx";
import { OpenTasks } from "./open-tasks.tsx";
import { dashboardQuery } from "./queries.ts";

const CUSTOMERS = [
  { key: "newCustomers", label: "New customers", color: "var(--series-1)" },
  { key: "reengagedCustomers", label: "Customers who came back", color: "var(--series-2)" },
] as const;

const REACH = [
  { key: "impressions", label: "Times shown", color: "var(--series-1)" },
  { key: "clicks", label: "Clicks", color: "var(--series-2)" },
] as const;

export function HomePage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId" });
  const [period, setPeriod] = useState<Period>("7");
  const days = PERIOD_DAYS[period];
  const { data, error, isFetching, refetch } = useQuery(dashboardQuery(restaurantId, days));
  const restaurant = useCurrentRestaurant();
  const address = [data?.restaurant.address, data?.restaurant.phone].filter(Boolean).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && " · "}
      {/* After an address that is written from right to left, a number would be turned round. */}
      <bdi>{part}</bdi>
    </Fragment>
  ));
  return (
    <Page
      title={restaurant?.name ?? data?.restaurant.name ?? "Home"}
      description={data ? address.length > 0 && address : <Skeleton className="mt-2 h-4 w-56" />}
      actions={
        <Link to="/restaurants/$restaurantId/settings" params={{ restaurantId }} className={buttonClass("secondary", "small")}>
          <Settings2 aria-hidden className="size-4" />
          Restaurant
        </Link>
      }
    >
      {error && !data ? (
        <Card title="What came in">
          <ErrorState error={error} what="the figures" isRetrying={isFetching} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Card
          title="What came in"
          aside={
            <span className="inline-flex flex-wrap items-center gap-3">
              {data && formatDays(data.daily.slice(-days))}
              <Select label="Over" value={period} options={PERIODS} onChange={setPeriod} />
            </span>
          }
        >
          {data ? (
            <Figures
              against={`the ${days} days before`}
              figures={[
                { label: "New customers", ...data.newCustomers },
                { label: "Customers who came back", ...data.reengagedCustomers },
                { label: "Messages sent", ...data.messagesSent },
                { label: "Campaigns started", current: data.recentCampaigns },
              ]}
            />
          ) : (
            <FiguresSkeleton count={4} />
          )}
          <DailyFigure title="Customers by day" days={data?.daily} series={CUSTOMERS} marked={days} />
          {data?.daily.some(({ impressions }) => impressions > 0) && (
            <DailyFigure title="Ads seen and clicked by day" days={data.daily} series={REACH} marked={days} isApart />
          )}
        </Card>
      )}
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
        <OpenTasks restaurantId={restaurantId} />
        <ActiveCampaigns restaurantId={restaurantId} campaigns={data?.activeCampaigns} hasFailed={error !== null} />
      </div>
    </Page>
  );
}
