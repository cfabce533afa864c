import type { AttentionReason, ListRestaurantsInput, PeriodDays } from "@causeway/contract";
import { keepPreviousData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const restaurantQuery = (id: string) =>
  queryOptions({ queryKey: ["restaurants", "get", id], queryFn: ({ signal }) => api.restaurants.get.query({ id }, { signal }) });

export const dashboardQuery = (restaurantId: string, days: PeriodDays = 7) =>
  queryOptions({
    queryKey: ["restaurants", "dashboard", restaurantId, days],
    queryFn: ({ signal }) => api.restaurants.dashboard.query({ restaurantId, days }, { signal }),
    // Another period may show the old figures until its own arrive; another restaurant may not.
    placeholderData: (before, query) => (query?.queryKey[2] === restaurantId ? before : undefined),
  });

export const attentionQuery = (reason: AttentionReason | undefined) =>
  infiniteQueryOptions({
    queryKey: ["restaurants", "needsAttention", reason],
    queryFn: ({ pageParam, signal }) =>
      api.restaurants.needsAttention.query(
        { limit: 10, ...(reason && { reason }), ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const platformQuery = queryOptions({
  queryKey: ["restaurants", "platform"],
  queryFn: ({ signal }) => api.restaurants.platform.query({}, { signal }),
});

export type RestaurantFilter = Pick<ListRestaurantsInput, "search" | "sort" | "order">;

export const restaurantsQuery = (filter: RestaurantFilter) =>
  infiniteQueryOptions({
    queryKey: ["restaurants", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.restaurants.list.query({ ...filter, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
