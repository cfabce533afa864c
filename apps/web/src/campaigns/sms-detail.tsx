import { type CampaignDetail, type CampaignProgress, renderSms, SmsStatus } from "@causeway/contract";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { useWatched } from "../app/use-watched.ts";
import { LiveSign } from "../checklists/live-sign.tsx";
import { formatDateTime, formatMicros } from "../lib/format.ts";
import { Badge, type BadgeTone } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures, FiguresSkeleton } from "../ui/figures.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { campaignQuery, recipientsQuery } from "./queries.ts";
import { describeSmsFailure } from "./sms-failures.ts";
import { SmsBubble } from "./sms-preview.tsx";

const STATES: Record<SmsStatus, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "neutral" },
  sending: { label: "On its way", tone: "water" },
  sent: { label: "Sent", tone: "water" },
  delivered: { label: "Delivered", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  unknown: { label: "Not known", tone: "warn" },
  opted_out: { label: "Wants none", tone: "neutral" },
};
const FILTERS = [
  { value: "all", label: "all" },
  ...SmsStatus.options.map((value) => ({ value, label: STATES[value].label.toLowerCase() })),
] as const;

/** How the sending of a text message goes, live, and what became of each one. */
export function SmsDetail({ campaign }: { campaign: CampaignDetail }) {
  const queryClient = useQueryClient();
  const { id, sms } = campaign;
  const progressKey = ["campaigns", "progress", id];
  const { data: progress } = useQuery({
    queryKey: progressKey,
    queryFn: ({ signal }) => api.campaigns.progress.query({ id }, { signal }),
  });
  const isLive = useWatched({
    topic: id,
    subscribe: (handlers) => api.campaigns.watch.subscribe({ id }, handlers),
    onValue(current: CampaignProgress) {
      queryClient.setQueryData(progressKey, current);
      if (current.status !== campaign.status) void queryClient.invalidateQueries(campaignQuery(id));
      void queryClient.invalidateQueries({ queryKey: ["campaigns", "recipients", { id }] });
    },
  });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 space-y-6">
        <Card title="Messages" aside={<LiveSign isLive={isLive} />}>
          {progress ? <Progress progress={progress} /> : <FiguresSkeleton count={4} />}
        </Card>
        <Recipients id={id} />
      </div>
      {sms && (
        <div className="space-y-4">
          <h2 className="text-lg">The message</h2>
          <SmsBubble
            text={renderSms(sms.template, {
              name: "{name}",
              restaurant: sms.businessName,
              offer: sms.offer,
              code: campaign.promoCode ?? "",
            })}
          />
          <p className="text-muted text-sm">
            {sms.quietHours ? `Not from ${sms.quietHours.from} to ${sms.quietHours.until}.` : "At any hour."}
            {campaign.promoCode && ` Code ${campaign.promoCode}.`}
          </p>
        </div>
      )}
    </div>
  );
}

function Progress({ progress: { messages, costMicros, waitsUntil, status } }: { progress: CampaignProgress }) {
  const open = messages.queued + messages.sending;
  return (
    <>
      {messages.total > 0 && open > 0 && (
        <ProgressBar label="Sending" done={messages.total - open} total={messages.total} className="px-5 pb-4" />
      )}
      <Figures
        figures={[
          { label: "Recipients", current: messages.total },
          { label: "Delivered", current: messages.delivered },
          { label: "Sent, not confirmed", current: messages.sent + messages.unknown },
          { label: "Failed", current: messages.failed },
        ]}
      />
      <p className="text-muted px-5 py-3 text-sm">
        {`Cost so far ${formatMicros(costMicros)}.`}
        {waitsUntil && status !== "paused" && ` The next ones go out ${formatDateTime(waitsUntil)}.`}
        {messages.optedOut > 0 && ` ${messages.optedOut} want no messages.`}
      </p>
    </>
  );
}

function Recipients({ id }: { id: string }) {
  const [status, setStatus] = useState<SmsStatus | "all">("all");
  const query = useInfiniteQuery(recipientsQuery({ id, ...(status !== "all" && { status }) }));
  const recipients = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Card title="Recipients" aside={<Select label="Show" value={status} options={FILTERS} onChange={setStatus} />}>
      <div className="border-line border-t">
        {recipients && recipients.length > 0 && (
          <>
            <ul aria-label="Recipients" className="divide-line divide-y">
              {recipients.map((recipient) => (
                <li key={recipient.id} className="flex items-center gap-4 px-5 py-3">
                  <p className="min-w-0 flex-1">
                    <span className="block truncate">{recipient.name ?? "A deleted customer"}</span>
                    <span className="figures text-muted text-sm">{recipient.phone}</span>
                    {recipient.errorCode && (
                      <span className="text-muted text-sm">{` · ${describeSmsFailure(recipient.errorCode)}`}</span>
                    )}
                  </p>
                  <Badge tone={STATES[recipient.status].tone}>{STATES[recipient.status].label}</Badge>
                </li>
              ))}
            </ul>
            <MoreRows
              shown={recipients.length}
              what={["recipient", "recipients"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {recipients?.length === 0 && (
          <EmptyState title="Nobody here">
            {status === "all" ? "Recipients are chosen when the campaign starts." : "No message is in this state."}
          </EmptyState>
        )}
        {query.isPending && <SkeletonRows what="the recipients" rows={4} />}
        {query.isError && !recipients && (
          <ErrorState
            error={query.error}
            what="the recipients"
            isRetrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
        )}
      </div>
    </Card>
  );
}
