import type { CampaignDetail } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useCurrentRestaurant } from "../app/use-current-restaurant.ts";
import { formatDateTime } from "../lib/format.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { AdDetail } from "./ad-detail.tsx";
import { CampaignActions } from "./campaign-actions.tsx";
import { CAMPAIGN_TYPES } from "./campaign-kind.tsx";
import { CampaignState } from "./campaign-state.tsx";
import { campaignQuery } from "./queries.ts";
import { SmsDetail } from "./sms-detail.tsx";

/** The moment that matters most about a campaign as it is. */
function when({ status, createdAt, scheduledAt, launchedAt, finishedAt }: CampaignDetail): string {
  if (status === "scheduled" && scheduledAt) return `starts ${formatDateTime(scheduledAt)}`;
  if (finishedAt) return `ended ${formatDateTime(finishedAt)}`;
  if (launchedAt) return `running since ${formatDateTime(launchedAt)}`;
  return `made ${formatDateTime(createdAt)}`;
}

const [SOON_MS, CALM_MS] = [5_000, 60_000];

/** What the channel says changes the state by itself; about to start, it does so any moment. */
function lookAgainIn(campaign: CampaignDetail | undefined): number {
  if (campaign?.status !== "scheduled" || !campaign.scheduledAt) return CALM_MS;
  return Math.min(CALM_MS, Math.max(SOON_MS, campaign.scheduledAt.getTime() - Date.now()));
}

export function CampaignPage() {
  const { restaurantId, campaignId } = useParams({ from: "/shell/restaurants/$restaurantId/campaigns/$campaignId" });
  const restaurant = useCurrentRestaurant();
  const { data, error, isFetching, refetch } = useQuery({
    ...campaignQuery(campaignId),
    refetchInterval: ({ state }) => lookAgainIn(state.data),
  });
  const above = (
    <BackLink to="/restaurants/$restaurantId/campaigns" params={{ restaurantId }}>
      Campaigns
    </BackLink>
  );
  if (!data)
    return (
      <Page title="Campaign" above={above}>
        <div className="border-line bg-surface rounded-xl border">
          {error ? (
            <ErrorState error={error} what="the campaign" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the campaign" rows={5} />
          )}
        </div>
      </Page>
    );
  return (
    <Page
      title={data.name}
      above={above}
      description={
        <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
          <CampaignState status={data.status} />
          {`${CAMPAIGN_TYPES[data.type]}, ${when(data)}`}
        </span>
      }
      actions={<CampaignActions campaign={{ ...data, restaurantId }} />}
    >
      {data.failure && (
        <p role="alert" className="border-bad/40 bg-bad-soft text-bad mb-6 rounded-xl border px-5 py-4 font-medium">
          {data.failure}
        </p>
      )}
      {data.type === "ad" ? <AdDetail campaign={data} restaurantName={restaurant?.name ?? ""} /> : <SmsDetail campaign={data} />}
    </Page>
  );
}
