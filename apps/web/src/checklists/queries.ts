import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const tasksQuery = (restaurantId: string) =>
  queryOptions({
    queryKey: ["checklists", "tasks", restaurantId],
    queryFn: ({ signal }) => api.checklists.tasks.query({ restaurantId }, { signal }),
  });

export const checklistQuery = (restaurantId: string) =>
  queryOptions({
    queryKey: ["checklists", "get", restaurantId],
    queryFn: ({ signal }) => api.checklists.get.query({ restaurantId }, { signal }),
  });
