import type { CampaignResultsInput, ListCampaignsInput, ListRecipientsInput } from "@causeway/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
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

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "get", id],
    queryFn: ({ signal }) => api.campaigns.get.query({ id }, { signal }),
  });

export const campaignResultsQuery = (input: Required<CampaignResultsInput>) =>
  queryOptions({
    queryKey: ["campaigns", "results", input],
    queryFn: ({ signal }) => api.campaigns.results.query(input, { signal }),
    placeholderData: (before, query) => (query?.queryKey[2] === undefined ? undefined : before),
  });

export const recipientsQuery = (filter: Pick<ListRecipientsInput, "id" | "status">) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", "recipients", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      api.campaigns.recipients.query({ ...filter, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });

export const fileQuery = (id: string) =>
  queryOptions({
    queryKey: ["files", "get", id],
    queryFn: ({ signal }) => api.files.get.query({ id }, { signal }),
    // Its address works for a quarter of an hour.
    staleTime: 10 * 60_000,
  });
