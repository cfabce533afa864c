import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

/** Whether the user has a second factor. */
export const factorQuery = queryOptions({
  queryKey: ["secondFactor", "status"],
  queryFn: ({ signal }) => api.secondFactor.status.query(undefined, { signal }),
});
