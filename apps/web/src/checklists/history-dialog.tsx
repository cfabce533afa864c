import type { ChecklistItem } from "@causeway/contract";
import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { formatDateTime } from "../lib/format.ts";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ITEM_STATES } from "./item-states.ts";

const historyQuery = (restaurantId: string, itemId: string) =>
  infiniteQueryOptions({
    queryKey: ["checklists", "history", restaurantId, itemId],
    queryFn: ({ pageParam, signal }) =>
      api.checklists.history.query({ restaurantId, itemId, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

/** What was said about an item over time, and by whom. */
export function HistoryDialog({ restaurantId, item, onClose }: { restaurantId: string; item: ChecklistItem; onClose: () => void }) {
  const query = useInfiniteQuery(historyQuery(restaurantId, item.id));
  const changes = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Dialog title={item.title} isOpen isGlance onClose={onClose}>
      {changes && changes.length > 0 && (
        <>
          <ol className="divide-line -mx-6 divide-y">
            {changes.map(({ id, status, notes, at, actor }) => {
              const { label, icon: Icon, tone } = ITEM_STATES[status];
              return (
                <li key={id} className="flex gap-3.5 px-6 py-3">
                  <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone}`} />
                  <div className="min-w-0">
                    <p className="font-semibold">{label}</p>
                    {notes && <p className="break-words whitespace-pre-line">{notes}</p>}
                    <p className="text-muted text-sm">
                      {formatDateTime(at)}
                      {actor?.email && ` · ${actor.email}`}
                    </p>
                  </div>
                </li>
              );
            })}
          </ol>
          <div className="-mx-6 -mb-6">
            <MoreRows
              shown={changes.length}
              what={["change", "changes"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </div>
        </>
      )}
      {changes?.length === 0 && <EmptyState title="Nothing yet">Nobody has said anything about this item.</EmptyState>}
      {query.isPending && <SkeletonRows what="the history" rows={3} />}
      {query.isError && !changes && (
        <ErrorState error={query.error} what="the history" isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
      )}
    </Dialog>
  );
}
