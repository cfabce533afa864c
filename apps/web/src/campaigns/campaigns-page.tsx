import { CampaignStatus, CampaignType } from "@causeway/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { CsvLink } from "../ui/csv-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { Page } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { CAMPAIGN_TYPES } from "./campaign-kind.tsx";
import { CampaignRow } from "./campaign-row.tsx";
import { CAMPAIGN_STATES } from "./campaign-state.tsx";
import { campaignsQuery } from "./queries.ts";

const PATH = "/shell/restaurants/$restaurantId/campaigns";
const STATES = [
  { value: "all", label: "all" },
  ...CampaignStatus.options.map((value) => ({ value, label: CAMPAIGN_STATES[value].label })),
] as const;
const TYPES = [
  { value: "all", label: "all" },
  ...CampaignType.options.map((value) => ({ value, label: CAMPAIGN_TYPES[value] })),
] as const;

export function CampaignsPage() {
  const me = useMe();
  const { restaurantId } = useParams({ from: PATH });
  const { status, type } = useSearch({ from: PATH });
  const navigate = useNavigate({ from: "/restaurants/$restaurantId/campaigns" });
  const query = useInfiniteQuery(campaignsQuery({ restaurantId, ...(status && { status }), ...(type && { type }) }));
  const campaigns = query.data?.pages.flatMap(({ items }) => items);
  const isFiltered = status !== undefined || type !== undefined;
  const filter = (change: { status?: CampaignStatus | undefined; type?: CampaignType | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  const create = can(me, "campaign:write") && (
    <Link to="/restaurants/$restaurantId/campaigns/new" params={{ restaurantId }} className={buttonClass()}>
      <Plus aria-hidden className="size-4" />
      New campaign
    </Link>
  );

  return (
    <Page
      title="Campaigns"
      description="Everything you have sent and shown, newest first."
      actions={
        <>
          <Select
            label="State"
            value={status ?? "all"}
            options={STATES}
            onChange={(value) => filter({ status: value === "all" ? undefined : value })}
          />
          <Select
            label="Channel"
            value={type ?? "all"}
            options={TYPES}
            onChange={(value) => filter({ type: value === "all" ? undefined : value })}
          />
          {create}
        </>
      }
    >
      <div className="border-line bg-surface rounded-xl border">
        {campaigns && campaigns.length > 0 && (
          <>
            <ul
              aria-label="Campaigns"
              aria-busy={query.isPlaceholderData}
              className="divide-line divide-y transition-opacity aria-busy:opacity-60"
            >
              {campaigns.map((campaign) => (
                <CampaignRow key={campaign.id} restaurantId={restaurantId} campaign={campaign} />
              ))}
            </ul>
            <MoreRows
              shown={campaigns.length}
              what={["campaign", "campaigns"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {campaigns?.length === 0 &&
          (isFiltered ? (
            <EmptyState
              title="No campaign is like that"
              action={
                <Button variant="secondary" onClick={() => filter({ status: undefined, type: undefined })}>
                  Show all campaigns
                </Button>
              }
            >
              None of this restaurant's campaigns fits both choices.
            </EmptyState>
          ) : (
            <EmptyState title="No campaigns yet" action={create}>
              An ad brings people who do not know you; a text message brings back those who do.
            </EmptyState>
          ))}
        {query.isPending && <SkeletonRows what="the campaigns" rows={6} />}
        {query.isError && !campaigns && (
          <ErrorState error={query.error} what="the campaigns" isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
        )}
      </div>
      {campaigns && campaigns.length > 0 && (
        <p className="mt-3 flex justify-end">
          <CsvLink href={`/v1/campaigns/export?restaurantId=${restaurantId}`} />
        </p>
      )}
    </Page>
  );
}
