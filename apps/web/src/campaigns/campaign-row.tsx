import type { Campaign } from "@causeway/contract";
import { formatAmount, formatDate } from "../lib/format.ts";
import { CampaignKind } from "./campaign-kind.tsx";
import { CampaignState } from "./campaign-state.tsx";

export function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { type, name, status, budgetMinor, createdAt } = campaign;
  return (
    <li className="flex items-center gap-4 px-5 py-4">
      <CampaignKind type={type} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-muted text-sm">
          <time dateTime={createdAt.toISOString()}>{formatDate(createdAt)}</time>
          {budgetMinor !== null && <span className="sm:hidden"> · {formatAmount(budgetMinor)}</span>}
        </p>
      </div>
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
