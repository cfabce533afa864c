import { ATTENTION_DAYS, type AttentionItem, AttentionReason } from "@causeway/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { attentionQuery } from "../restaurants/queries.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PagedList } from "../ui/paged-list.tsx";
import { RowName } from "../ui/row-name.tsx";
import { Select } from "../ui/select.tsx";
import { ActFor } from "./act-for.tsx";

const counted = (count: number | null, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count ?? 0} ${many}`);
const TEXTS: Record<AttentionReason, { label: string; text: (count: number | null) => string }> = {
  CAMPAIGN_FAILED: { label: "failed campaigns", text: (count) => counted(count, "campaign failed", "campaigns failed") },
  MESSAGES_UNDELIVERED: {
    label: "messages not delivered",
    text: (count) => counted(count, "message was not delivered", "messages were not delivered"),
  },
  FIRST_STEPS_OPEN: { label: "first steps open", text: (count) => counted(count, "first step is open", "first steps are open") },
  NO_RECENT_CAMPAIGN: {
    label: "no campaign for long",
    text: (count) => (count === null ? "never had a campaign" : `no campaign for ${count} days`),
  },
};
const FILTERS = [
  { value: "all", label: "everything" },
  ...AttentionReason.options.map((value) => ({ value, label: TEXTS[value].label })),
] as const;

/** Restaurants that somebody should look at, and why. */
export function AttentionList() {
  const [reason, setReason] = useState<AttentionReason | "all">("all");
  const query = useInfiniteQuery(attentionQuery(reason === "all" ? undefined : reason));
  return (
    <Card
      title="To look at"
      className="mt-6"
      aside={<Select label="Because of" value={reason} options={FILTERS} onChange={setReason} />}
    >
      <div className="border-line border-t">
        <PagedList
          query={query}
          what={["restaurant", "restaurants"]}
          rows={4}
          empty={
            <EmptyState title="Nothing to look at">{`Failures of the last ${ATTENTION_DAYS} days would stand here.`}</EmptyState>
          }
        >
          {(items) => (
            <ul aria-label="Restaurants to look at" className="divide-line divide-y">
              {items.map((item) => (
                <AttentionRow key={item.id} item={item} />
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </Card>
  );
}

function AttentionRow({ item }: { item: AttentionItem }) {
  return (
    <li className="flex items-center gap-4 px-5 py-3.5">
      <RowName line={item.reasons.map(({ reason, count }) => TEXTS[reason].text(count)).join(", ")}>
        <Link to="/restaurants/$restaurantId" params={{ restaurantId: item.id }} className="underline-offset-3 hover:underline">
          {item.name}
        </Link>
      </RowName>
      <ActFor restaurant={item} />
    </li>
  );
}
