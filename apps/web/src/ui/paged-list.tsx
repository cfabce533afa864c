import type { ReactNode } from "react";
import { ErrorState } from "./error-state.tsx";
import { MoreRows } from "./more-rows.tsx";
import { SkeletonRows } from "./skeleton-rows.tsx";

/** As `useInfiniteQuery` gives it for a list of ours. */
export interface PagedQuery<TItem> {
  data: { pages: { items: TItem[] }[] } | undefined;
  error: unknown;
  isFetching: boolean;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

export interface PagedListProps<TItem> {
  query: PagedQuery<TItem>;
  /** One and many, such as `campaign` and `campaigns`. */
  what: readonly [one: string, many: string];
  /** Rows of the waiting state. */
  rows?: number;
  /** Shown where there is nothing. */
  empty: ReactNode;
  children: (items: TItem[]) => ReactNode;
}

/** A list that comes in pages, in each of its states: on its way, failed, empty, there. */
export function PagedList<TItem>({ query, what, rows = 6, empty, children }: PagedListProps<TItem>) {
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items)
    return query.error ? (
      <ErrorState error={query.error} what={`the ${what[1]}`} isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonRows what={`the ${what[1]}`} rows={rows} />
    );
  if (items.length === 0) return empty;
  return (
    <>
      <div aria-busy={query.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
        {children(items)}
      </div>
      <MoreRows
        shown={items.length}
        what={what}
        hasMore={query.hasNextPage}
        isLoading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}
