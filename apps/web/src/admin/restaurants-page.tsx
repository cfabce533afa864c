import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type RestaurantFilter, restaurantsQuery } from "../restaurants/queries.ts";
import { Button } from "../ui/button.tsx";
import { CsvLink } from "../ui/csv-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { Page } from "../ui/page.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { RestaurantTable } from "./restaurant-table.tsx";

export function RestaurantsPage() {
  const {
    search = "",
    sort = "createdAt",
    order = sort === "name" ? "asc" : "desc",
  } = useSearch({ from: "/shell/admin/restaurants" });
  const navigate = useNavigate({ from: "/admin/restaurants" });
  const query = useInfiniteQuery(restaurantsQuery({ sort, order, ...(search && { search }) }));
  const restaurants = query.data?.pages.flatMap(({ items }) => items);
  const change = (filter: Partial<RestaurantFilter>) =>
    void navigate({ search: (before) => ({ ...before, ...filter }), replace: true });
  const find = (text: string) => change({ search: text === "" ? undefined : text });

  return (
    <Page
      title="Restaurants"
      description="Everybody's, with who owns them."
      actions={
        <>
          <SearchField label="Search restaurants by name" value={search} onSearch={find} />
          <CsvLink href={`/v1/restaurants/export${search ? `?search=${encodeURIComponent(search)}` : ""}`}>As CSV</CsvLink>
        </>
      }
    >
      <div className="border-line bg-surface rounded-xl border">
        {restaurants && restaurants.length > 0 && (
          <>
            <RestaurantTable
              restaurants={restaurants}
              sort={sort}
              order={order}
              isStale={query.isPlaceholderData}
              onSort={change}
            />
            <MoreRows
              shown={restaurants.length}
              what={["restaurant", "restaurants"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {restaurants?.length === 0 &&
          (search ? (
            <EmptyState
              title={`No restaurant is called “${search}”`}
              action={
                <Button variant="secondary" onClick={() => find("")}>
                  Show all restaurants
                </Button>
              }
            >
              The search looks for these letters anywhere in a restaurant's name.
            </EmptyState>
          ) : (
            <EmptyState title="No restaurants yet">Each one that signs up, or is imported, appears here.</EmptyState>
          ))}
        {query.isPending && <SkeletonRows what="the restaurants" rows={6} />}
        {query.isError && !restaurants && (
          <ErrorState
            error={query.error}
            what="the restaurants"
            isRetrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
        )}
      </div>
    </Page>
  );
}
