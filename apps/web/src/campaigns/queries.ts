import type { ListCampaignsInput } from "@causeway/contract";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export type CampaignFilter = Pick<ListCampaignsInput, "restaurantId" | "status" | "type">;

export const campaignsQuery = (filter: CampaignFilter) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      api.campaigns.list.query({ ...filter, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    // Another filter may show the old rows until its own arrive; another restaurant may not.
    placeholderData: (rows, query) => (query?.queryKey[2].restaurantId === filter.restaurantId ? rows : undefined),
  });
