import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilteredList } from "../console/filtered-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { FiguresSkeleton } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { crossingRulesQuery, runsQuery } from "./queries.ts";
import { RunRow } from "./run-row.tsx";
import { SystemCard } from "./system-card.tsx";

const TYPES = [{ value: "verify", label: "verifications" }] as const;

/** Where the crossing of every old system stands, and every run there was. */
export function CrossingPage() {
  const { data, error, isFetching, refetch } = useQuery(crossingRulesQuery);
  return (
    <Page title="Crossing" description="How the data of old systems came over, what was set aside, and what was compared since.">
      {data ? (
        <div className="space-y-6">
          {data.map((rules) => (
            <SystemCard key={rules.system} rules={rules} />
          ))}
          {data.length === 0 && (
            <Panel>
              <EmptyState title="No old systems">There is none to come over from.</EmptyState>
            </Panel>
          )}
        </div>
      ) : (
        <Panel>
          {error ? (
            <ErrorState error={error} what="the old systems" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <FiguresSkeleton count={4} />
          )}
        </Panel>
      )}
      <Runs />
    </Page>
  );
}

function Runs() {
  const filter = useSearch({ from: "/shell/admin/crossing" });
  const navigate = useNavigate({ from: "/admin/crossing" });
  const query = useInfiniteQuery(runsQuery(filter.runs ?? "import"));
  return (
    <section aria-labelledby="runs" className="mt-10">
      <h2 id="runs" className="mb-4 text-xl">
        Runs
      </h2>
      <FilteredList
        filter={filter}
        onFilter={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
        choices={[{ name: "runs", label: "Show", options: TYPES, none: "imports" }]}
        query={query}
        label="Runs"
        what={["run", "runs"]}
        empty={<EmptyState title="No runs">Imports and verifications are started on the command line, and appear here.</EmptyState>}
      >
        {(run) => <RunRow key={run.id} run={run} />}
      </FilteredList>
    </section>
  );
}
