import type { Task } from "@causeway/contract";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { useWatched } from "../app/use-watched.ts";
import { tasksQuery } from "./queries.ts";

/** Keeps a restaurant's tasks as they are on the server, also when somebody else changes them. Returns whether it does so now. */
export function useWatchedTasks(restaurantId: string): boolean {
  const queryClient = useQueryClient();
  const { queryKey } = tasksQuery(restaurantId);
  return useWatched({
    topic: restaurantId,
    subscribe: (handlers) => api.checklists.watchTasks.subscribe({ restaurantId }, handlers),
    // An answer that was asked for earlier would be older.
    onValue: (tasks: Task[]) => void queryClient.cancelQueries({ queryKey }).then(() => queryClient.setQueryData(queryKey, tasks)),
  });
}
