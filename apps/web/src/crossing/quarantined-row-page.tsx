import type { QuarantinedRowDetail } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { formatDateTime } from "../lib/format.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Badge } from "../ui/badge.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { quarantinedRowQuery } from "./queries.ts";
import { RowDecision } from "./row-decision.tsx";
import { RowForm } from "./row-form.tsx";

/** One old row: why it was set aside, what it holds, and what becomes of it. */
export function QuarantinedRowPage() {
  const me = useMe();
  const { rowId } = useParams({ from: "/shell/admin/crossing/quarantine/$rowId" });
  const { data, error, isFetching, refetch } = useQuery(quarantinedRowQuery(rowId));
  const above = <BackLink to="/admin/crossing/quarantine">Quarantine</BackLink>;
  if (!data)
    return (
      <Page title="Row in quarantine" above={above} isNarrow>
        <Panel>
          {error ? (
            <ErrorState error={error} what="the row" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the row" rows={5} />
          )}
        </Panel>
      </Page>
    );
  return (
    <Page title={`${data.table} ${data.oldId ?? "without an id"}`} above={above} isNarrow description={data.message}>
      <div className="space-y-6">
        <Reason row={data} />
        {data.decision !== null && <RowDecision row={data} />}
        {/* A row that changes is another form. */}
        <RowForm key={`${data.id} ${data.decision}`} row={data} canDecide={can(me, "crossing:manage")} />
      </div>
    </Page>
  );
}

function Reason({ row: { reason, meaning, advice, system, createdAt, decision, isReady } }: { row: QuarantinedRowDetail }) {
  return (
    <Panel>
      <div className="space-y-2 px-5 py-4">
        <p className="text-muted flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Badge tone="mark">{reason.replaceAll("-", " ")}</Badge>
          {`set aside by the import of ${system}, ${formatDateTime(createdAt)}`}
        </p>
        <p>{meaning}</p>
        {decision === null && <p className="font-medium">{isReady ? "It can be imported as it is now: retry it." : advice}</p>}
      </div>
    </Panel>
  );
}
