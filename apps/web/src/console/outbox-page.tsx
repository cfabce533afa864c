import { MailState, type MailSummary, MailTemplateName } from "@causeway/contract";
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api } from "../api.ts";
import { LOOK_AGAIN_MS } from "../app/look-again.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge, type BadgeTone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { FilteredList } from "./filtered-list.tsx";
import { MailDialog } from "./mail-dialog.tsx";

const STATES: Record<MailState, { label: string; tone: BadgeTone }> = {
  queued: { label: "Waiting", tone: "neutral" },
  sent: { label: "Sent", tone: "good" },
  failed: { label: "Failed", tone: "warn" },
};
const FILTERS = MailState.options.map((value) => ({ value, label: STATES[value].label.toLowerCase() }));
const NONE = "choose";

const outboxQuery = (filter: { search?: string | undefined; state?: MailState | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["mail", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.mail.list.query(
        {
          ...(filter.search && { search: filter.search }),
          ...(filter.state && { state: filter.state }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
    refetchInterval: LOOK_AGAIN_MS,
  });

/** Every mail the system wrote, and what each kind looks like. */
export function OutboxPage() {
  const filter = useSearch({ from: "/shell/admin/outbox" });
  const navigate = useNavigate({ from: "/admin/outbox" });
  const query = useInfiniteQuery(outboxQuery(filter));
  const templates = useQuery({
    queryKey: ["mail", "templates"],
    queryFn: ({ signal }) => api.mail.templates.query(undefined, { signal }),
    staleTime: Infinity,
  });
  const kinds = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<{ mail: MailSummary } | { template: MailTemplateName } | null>(null);
  return (
    <Page
      title="Mail"
      description="What the system has written, to whom, and whether it went out."
      actions={
        templates.data && (
          <Select
            ref={kinds}
            label="Preview a kind"
            value={NONE}
            options={[{ value: NONE, label: "…" }, ...templates.data.map(({ name, summary }) => ({ value: name, label: summary }))]}
            onChange={(value) => value !== NONE && setOpen({ template: MailTemplateName.parse(value) })}
          />
        )
      }
    >
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        search={{ name: "search", label: "Search by recipient" }}
        choices={[{ name: "state", label: "State", options: FILTERS }]}
        query={query}
        label="Mails"
        what={["mail", "mails"]}
        empty={
          <EmptyState title="No mail">
            {filter.search || filter.state ? "None is like that." : "Nothing was written yet."}
          </EmptyState>
        }
      >
        {(mail) => (
          <li key={mail.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5">
            <div className="min-w-0 grow basis-full sm:basis-0">
              <p className="font-medium break-words">{mail.subject}</p>
              <p className="text-muted truncate text-sm">{mail.recipient}</p>
              {mail.lastError && <p className="text-bad text-sm break-words">{mail.lastError}</p>}
            </div>
            <span className="text-muted text-sm">
              <Ago at={mail.createdAt} />
            </span>
            <Badge tone={STATES[mail.state].tone}>{STATES[mail.state].label}</Badge>
            <Button variant="secondary" size="small" aria-label={`Read ${mail.subject}`} onClick={() => setOpen({ mail })}>
              Read
            </Button>
          </li>
        )}
      </FilteredList>
      {open && <MailDialog of={open} returnTo={"template" in open ? kinds : undefined} onClose={() => setOpen(null)} />}
    </Page>
  );
}
