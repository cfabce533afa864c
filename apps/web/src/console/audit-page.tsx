import type { AuditEvent } from "@causeway/contract";
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, ShieldAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { api } from "../api.ts";
import { downloadText } from "../lib/download-text.ts";
import { formatDateTime, formatNumber } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { FilteredList } from "./filtered-list.tsx";

const RESULTS = [
  { value: "success", label: "done" },
  { value: "failure", label: "refused" },
] as const;

interface Filter {
  action?: string | undefined;
  result?: "success" | "failure" | undefined;
  subjectId?: string | undefined;
}
const inputOf = ({ action, result, subjectId }: Filter) => ({
  ...(action && { action }),
  ...(result && { result }),
  ...(subjectId && { subjectId }),
});

const auditQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.audit.list.query({ ...inputOf(filter), ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
  });

/** All of an export, part by part. */
async function fetchExport(filter: Filter): Promise<string> {
  let text = "";
  for (let cursor: string | null = ""; cursor !== null;) {
    const part: { text: string; nextCursor: string | null } = await api.audit.export.query({
      ...inputOf(filter),
      ...(cursor && { cursor }),
    });
    text += part.text;
    cursor = part.nextCursor;
  }
  return text;
}

/** What happened, and the proof that nobody has changed the record of it. */
export function AuditPage() {
  const filter = useSearch({ from: "/shell/admin/audit" });
  const navigate = useNavigate({ from: "/admin/audit" });
  const query = useInfiniteQuery(auditQuery(filter));
  const download = useMutation({
    mutationFn: () => fetchExport(filter),
    onSuccess: (text) => downloadText({ fileName: "audit.csv", text, type: "text/csv" }),
    onError: (error) => showFailure("The export could not be made", error),
  });
  return (
    <Page
      title="Audit"
      description="Who did what, for whom, from where. Each entry is chained to the one before."
      actions={
        <Button variant="secondary" isBusy={download.isPending} onClick={() => download.mutate()}>
          <Download aria-hidden className="size-4" />
          These as CSV
        </Button>
      }
    >
      <ChainStatus />
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        search={{ name: "action", label: "What an action begins with", placeholder: "Action, such as session." }}
        choices={[{ name: "result", label: "Result", options: RESULTS }]}
        aside={
          filter.subjectId && (
            <Button
              variant="quiet"
              size="small"
              onClick={() => void navigate({ search: (before) => ({ ...before, subjectId: undefined }), replace: true })}
            >
              Only about one thing: show all
            </Button>
          )
        }
        query={query}
        label="Events"
        what={["event", "events"]}
        empty={<EmptyState title="Nothing like that">No event fits what you asked for.</EmptyState>}
      >
        {(event) => (
          <EventRow
            key={event.id}
            event={event}
            onSubject={(subjectId) => void navigate({ search: (before) => ({ ...before, subjectId }) })}
          />
        )}
      </FilteredList>
    </Page>
  );
}

function EventRow({ event, onSubject }: { event: AuditEvent; onSubject: (id: string) => void }) {
  const { at, action, result, actor, actingFor, subjectType, subjectId, ip, requestId, details } = event;
  const service = details["service"];
  const facts = Object.entries(details).filter(([name, value]) => name !== "service" && value !== null);
  return (
    <li className="px-5 py-3">
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1">
          <span className="figures min-w-0 grow basis-full font-medium break-words sm:basis-0">{action}</span>
          <span className="text-muted min-w-0 truncate text-sm">
            {actor ? (actor.email ?? "somebody who is gone") : service ? String(service) : "nobody signed in"}
            {actingFor && ` for ${actingFor.email ?? "somebody who is gone"}`}
          </span>
          {result === "failure" && <Badge tone="warn">Refused</Badge>}
          <span className="text-muted w-28 text-right text-sm">
            <Ago at={at} />
          </span>
        </summary>
        <dl className="text-muted mt-2 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
          <Fact name="When">{formatDateTime(at)}</Fact>
          {subjectId && (
            <Fact name="About">
              <button
                type="button"
                className="text-primary underline-offset-3 hover:underline"
                onClick={() => onSubject(subjectId)}
              >
                {`${subjectType ?? ""} ${subjectId}`}
              </button>
            </Fact>
          )}
          {facts.map(([name, value]) => (
            <Fact key={name} name={name}>
              {String(value)}
            </Fact>
          ))}
          {ip && <Fact name="From">{ip}</Fact>}
          <Fact name="Request">{requestId}</Fact>
        </dl>
      </details>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="text-ink break-all">{children}</dd>
    </>
  );
}

function ChainStatus() {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ["audit", "status"],
    queryFn: ({ signal }) => api.audit.status.query(undefined, { signal }),
    refetchInterval: 15_000,
  });
  const verify = useMutation({
    mutationFn: () => api.audit.verify.mutate(),
    onSuccess() {
      showToast({ title: "The log is being checked", description: "The result appears here." });
      return queryClient.invalidateQueries({ queryKey: ["audit", "status"] });
    },
    onError: (error) => showFailure("The log is not being checked", error),
  });
  if (!data) return null;
  const isBroken = data.verified?.isIntact === false;
  const Icon = isBroken ? ShieldAlert : ShieldCheck;
  return (
    <div className="border-line bg-surface mb-5 flex flex-wrap items-center gap-4 rounded-xl border px-5 py-4">
      <Icon aria-hidden className={isBroken ? "text-bad size-6" : "text-good size-6"} />
      <p className="min-w-0 flex-1">
        <span className={isBroken ? "text-bad font-semibold" : "font-semibold"}>
          {data.verified === null ? "Not checked yet" : isBroken ? "The record was changed" : "The record is whole"}
        </span>
        <span className="text-muted block text-sm">
          {data.verified && (
            <>
              Checked <Ago at={data.verified.at} />
              {data.verified.problem && `: ${data.verified.problem}`}
              {". "}
            </>
          )}
          {data.sealed && `${formatNumber(data.sealed.sequence)} events are sealed.`}
        </span>
      </p>
      <Button variant="secondary" size="small" isBusy={verify.isPending} onClick={() => verify.mutate()}>
        Check it now
      </Button>
    </div>
  );
}
