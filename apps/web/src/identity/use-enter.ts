import type { Me } from "@causeway/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { changeSession } from "./change-session.ts";
import { departure } from "./departure.ts";

/** After signing in or up: on to where the person wanted to go. */
export function useEnter(): (me: Me) => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { redirect } = useSearch({ from: "/door" });
  return (me) => {
    departure.set("none");
    return changeSession({ queryClient, me, leave: () => router.navigate({ to: redirect ?? "/", replace: true }) });
  };
}
