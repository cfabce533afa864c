import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useCurrentRestaurant } from "../app/use-current-restaurant.ts";
import { formatDays } from "../lib/format.ts";
import { Card } from "../ui/card.tsx";
import { DailyFigure } from "../ui/daily-figure.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ActiveCampaigns } from "./active-campaigns.tsx";
import { OpenTasks } from "./open-tasks.tsx";
import { dashboardQuery } from "./queries.ts";

const DAYS = 7;
const BEFORE = "the 7 days before";
const SERIES = [
  { key: "newCustomers", label: "New customers", color: "var(--series-1)" },
  { key: "reengagedCustomers", label: "Customers who came back", color: "var(--series-2)" },
] as const;

export function HomePage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId" });
  const { data, error, isFetching, refetch } = useQuery(dashboardQuery(restaurantId));
  const restaurant = useCurrentRestaurant();
  const address = [data?.restaurant.address, data?.restaurant.phone].filter(Boolean).join(" · ");
  return (
    <Page
      title={restaurant?.name ?? data?.restaurant.name ?? "Home"}
      description={data ? address : <Skeleton className="mt-2 h-4 w-56" />}
    >
      {error && !data ? (
        <Card title="The last 7 days">
          <ErrorState error={error} what="the figures" isRetrying={isFetching} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <Card title="The last 7 days" aside={data && formatDays(data.daily.slice(-DAYS))}>
          {data ? (
            <Figures
              against={BEFORE}
              figures={[
                { label: "New customers", ...data.newCustomers },
                { label: "Customers who came back", ...data.reengagedCustomers },
                { label: "Campaigns started", current: data.recentCampaigns },
              ]}
            />
          ) : (
            <FiguresSkeleton count={3} />
          )}
          <DailyFigure title="Customers by day" days={data?.daily} series={SERIES} marked={DAYS} />
        </Card>
      )}
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
        <OpenTasks restaurantId={restaurantId} />
        <ActiveCampaigns restaurantId={restaurantId} campaigns={data?.activeCampaigns} hasFailed={error !== null} />
      </div>
    </Page>
  );
}
