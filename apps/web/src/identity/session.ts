import { isCausewayError } from "@causeway/client";
import type { Me, Permission } from "@causeway/contract";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api.ts";

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  async queryFn({ signal }): Promise<Me | null> {
    try {
      return await api.identity.me.query(undefined, { signal });
    } catch (error) {
      if (isCausewayError(error) && error.status === 401) return null;
      throw error;
    }
  },
});

export function can(me: Me, permission: Permission): boolean {
  return me.permissions.includes(permission);
}
