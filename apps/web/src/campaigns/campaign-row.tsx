import type { Campaign } from "@causeway/contract";
import { Link } from "@tanstack/react-router";
import { formatAmount, formatDate } from "../lib/format.ts";
import { RowName } from "../ui/row-name.tsx";
import { CampaignKind } from "./campaign-kind.tsx";
import { CampaignState } from "./campaign-state.tsx";

export function CampaignRow({ restaurantId, campaign }: { restaurantId: string; campaign: Campaign }) {
  const { id, type, name, status, budgetMinor, createdAt } = campaign;
  return (
    <li className="flex items-center gap-4 px-5 py-4">
      <CampaignKind type={type} />
      <RowName
        line={
          <>
            <time dateTime={createdAt.toISOString()}>{formatDate(createdAt)}</time>
            {budgetMinor !== null && <span className="sm:hidden"> · {formatAmount(budgetMinor)}</span>}
          </>
        }
      >
        <Link
          to="/restaurants/$restaurantId/campaigns/$campaignId"
          params={{ restaurantId, campaignId: id }}
          className="underline-offset-3 hover:underline"
        >
          {name || "Without a name"}
        </Link>
      </RowName>
      {budgetMinor !== null && (
        <p className="hidden text-right sm:block">
          <span className="figures block font-semibold">{formatAmount(budgetMinor)}</span>
          <span className="text-muted text-sm">budget</span>
        </p>
      )}
      <div className="flex justify-end sm:w-24">
        <CampaignState status={status} />
      </div>
    </li>
  );
}
