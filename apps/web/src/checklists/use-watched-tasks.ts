import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api.ts";
import { connection, noteFailure } from "../app/connection.ts";
import { useStore } from "../lib/create-store.ts";
import { useIsPageVisible } from "../lib/use-is-page-visible.ts";
import { tasksQuery } from "./queries.ts";

/**
 * Keeps a restaurant's tasks as they are on the server, also when somebody else changes them. Returns whether it does so
 * right now. Hidden tabs let go of their connection: over HTTP/1.1 a browser has six of them for all tabs together.
 */
export function useWatchedTasks(restaurantId: string): boolean {
  const queryClient = useQueryClient();
  const isVisible = useIsPageVisible();
  const isUp = useStore(connection) === "up";
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    if (!isVisible || !isUp) return;
    const { queryKey } = tasksQuery(restaurantId);
    const subscription = api.checklists.watchTasks.subscribe(
      { restaurantId },
      {
        onData(tasks) {
          // An answer that was asked for earlier would be older.
          void queryClient.cancelQueries({ queryKey }).then(() => queryClient.setQueryData(queryKey, tasks));
          setIsLive(true);
        },
        onConnectionStateChange: ({ state }) => {
          if (state !== "pending") setIsLive(false);
        },
        // Once the server is back, `isUp` changes and it starts again.
        onError(error) {
          setIsLive(false);
          noteFailure(error);
        },
      },
    );
    return () => {
      subscription.unsubscribe();
      setIsLive(false);
    };
  }, [restaurantId, isVisible, isUp, queryClient]);
  return isLive;
}
