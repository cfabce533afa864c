import type { ListRestaurantsInput } from "@causeway/contract";
import { keepPreviousData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const restaurantQuery = (id: string) =>
  queryOptions({ queryKey: ["restaurants", "get", id], queryFn: ({ signal }) => api.restaurants.get.query({ id }, { signal }) });

export const dashboardQuery = (restaurantId: string) =>
  queryOptions({
    queryKey: ["restaurants", "dashboard", restaurantId],
    queryFn: ({ signal }) => api.restaurants.dashboard.query({ restaurantId }, { signal }),
  });

export const platformQuery = queryOptions({
  queryKey: ["restaurants", "platform"],
  queryFn: ({ signal }) => api.restaurants.platform.query(undefined, { signal }),
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
