import type { CrossingRun, QuarantineState } from "@causeway/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";
import { LOOK_AGAIN_MS } from "../app/look-again.ts";

/** How often a run that goes on is looked at, in milliseconds. */
const LIVE_MS = 2_000;

const isLive = (runs: readonly CrossingRun[]) => runs.some(({ state }) => state === "running");

export interface QuarantineFilter {
  system?: string | undefined;
  table?: string | undefined;
  reason?: string | undefined;
  state?: Exclude<QuarantineState, "waiting"> | undefined;
}

export const crossingRulesQuery = queryOptions({
  queryKey: ["crossings", "rules"],
  queryFn: ({ signal }) => api.crossings.rules.query(undefined, { signal }),
  staleTime: Infinity,
});

export const quarantineCountsQuery = queryOptions({
  queryKey: ["crossings", "quarantine", "counts"],
  queryFn: ({ signal }) => api.crossings.quarantine.counts.query(undefined, { signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export const quarantineQuery = ({ system, table, reason, state }: QuarantineFilter) =>
  infiniteQueryOptions({
    queryKey: ["crossings", "quarantine", "list", { system, table, reason, state }],
    queryFn: ({ pageParam, signal }) =>
      api.crossings.quarantine.list.query(
        {
          ...(system && { system }),
          ...(table && { table }),
          ...(reason && { reason }),
          ...(state && { state }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
  });

export const quarantinedRowQuery = (id: string) =>
  queryOptions({
    queryKey: ["crossings", "quarantine", "get", id],
    queryFn: ({ signal }) => api.crossings.quarantine.get.query({ id }, { signal }),
  });

/** The last import or verification of a system. */
export const lastRunQuery = (system: string, type: CrossingRun["type"]) =>
  queryOptions({
    queryKey: ["crossings", "runs", "last", system, type],
    queryFn: async ({ signal }) => (await api.crossings.runs.list.query({ system, type, limit: 1 }, { signal })).items[0] ?? null,
    refetchInterval: ({ state: { data } }) => (data && isLive([data]) ? LIVE_MS : LOOK_AGAIN_MS),
  });

export const runsQuery = (type: CrossingRun["type"]) =>
  infiniteQueryOptions({
    queryKey: ["crossings", "runs", "list", type],
    queryFn: ({ pageParam, signal }) =>
      api.crossings.runs.list.query({ type, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (rows) => rows,
    refetchInterval: ({ state: { data } }) => (isLive(data?.pages.flatMap(({ items }) => items) ?? []) ? LIVE_MS : LOOK_AGAIN_MS),
  });
