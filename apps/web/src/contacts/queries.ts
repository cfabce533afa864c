import type { ListContactsInput } from "@causeway/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export type ContactFilter = Pick<ListContactsInput, "restaurantId"> &
  Partial<Pick<ListContactsInput, "search" | "filter" | "sort" | "order" | "importId">>;

export const contactsQuery = (filter: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "list", filter] as const,
    queryFn: ({ pageParam, signal }) => api.contacts.list.query({ ...filter, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    // Another filter may show the old rows until its own arrive; another restaurant may not.
    placeholderData: (rows, query) => (query?.queryKey[2].restaurantId === filter.restaurantId ? rows : undefined),
  });

export const importsQuery = (restaurantId: string) =>
  queryOptions({
    queryKey: ["contacts", "imports", restaurantId],
    queryFn: ({ signal }) => api.contacts.imports.query({ restaurantId, limit: 5 }, { signal }),
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "import", id],
    queryFn: ({ signal }) => api.contacts.getImport.query({ id }, { signal }),
  });

export const importErrorsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "import-errors", id],
    queryFn: ({ pageParam, signal }) =>
      api.contacts.importErrors.query({ id, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
