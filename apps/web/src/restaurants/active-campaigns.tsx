import type { Campaign } from "@causeway/contract";
import { Link } from "@tanstack/react-router";
import { CampaignKind } from "../campaigns/campaign-kind.tsx";
import { Ago } from "../ui/ago.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";

export interface ActiveCampaignsProps {
  restaurantId: string;
  /** Not there while they are on their way. */
  campaigns: readonly Campaign[] | undefined;
  /** The figures above say why. */
  hasFailed: boolean;
}

export function ActiveCampaigns({ restaurantId, campaigns, hasFailed }: ActiveCampaignsProps) {
  const all = (
    <Link
      to="/restaurants/$restaurantId/campaigns"
      params={{ restaurantId }}
      className="text-primary font-semibold underline-offset-3 hover:underline"
    >
      All campaigns
    </Link>
  );
  return (
    <Card title="Running now" aside={all}>
      {campaigns?.length === 0 && (
        <EmptyState title="Nothing is running">Campaigns appear here while they are active, the newest first.</EmptyState>
      )}
      {campaigns && campaigns.length > 0 && (
        <ul className="divide-line border-line divide-y border-t">
          {campaigns.map(({ id, name, type, createdAt }) => (
            <li key={id} className="flex items-center gap-3.5 px-5 py-3.5">
              <CampaignKind type={type} />
              <span className="min-w-0 flex-1 font-medium break-words">{name}</span>
              <span className="text-muted shrink-0 text-sm">
                <Ago at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {!campaigns &&
        (hasFailed ? <p className="text-muted px-5 pb-5">Not known right now.</p> : <SkeletonRows what="the campaigns" rows={3} />)}
    </Card>
  );
}
