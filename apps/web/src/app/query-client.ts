import { notifyManager, QueryCache, QueryClient } from "@tanstack/react-query";
import { noteAnswer, noteFailure } from "./connection.ts";

// Before the next paint: a box that is ticked would else show its old state for a moment.
notifyManager.setScheduler(queueMicrotask);

/** The client below it already repeats what may be repeated, so a failure here is final until somebody asks again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onSuccess: noteAnswer, onError: noteFailure }),
  defaultOptions: {
    queries: { retry: false, staleTime: 20_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});
