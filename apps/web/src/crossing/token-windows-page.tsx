import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { FiguresSkeleton } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { TokenWindowCard } from "./token-window-card.tsx";

const tokenWindowsQuery = queryOptions({
  queryKey: ["crossings", "tokenWindows"],
  queryFn: ({ signal }) => api.crossings.tokenWindows.query(undefined, { signal }),
  refetchInterval: 60_000,
});

/** How long old systems' tokens are still honoured, and who still comes with one. */
export function TokenWindowsPage() {
  const { data, error, isFetching, refetch } = useQuery(tokenWindowsQuery);
  return (
    <Page
      title="Old tokens"
      description="People who were signed in at an old system stay signed in here, until its window closes. Close it when nobody comes with an old token any more."
    >
      {data ? (
        <div className="space-y-6">
          {data.map((window) => (
            <TokenWindowCard key={window.system} window={window} />
          ))}
          {data.length === 0 && (
            <Panel>
              <EmptyState title="No old systems">There is none whose tokens could be honoured.</EmptyState>
            </Panel>
          )}
        </div>
      ) : (
        <Panel>
          {error ? (
            <ErrorState error={error} what="the windows" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <FiguresSkeleton count={3} />
          )}
        </Panel>
      )}
    </Page>
  );
}
