import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

export const rolesQuery = queryOptions({
  queryKey: ["roles", "list"],
  queryFn: ({ signal }) => api.roles.list.query(undefined, { signal }),
});
