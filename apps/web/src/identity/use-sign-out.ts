import { isCausewayError } from "@causeway/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { showFailure } from "../ui/show-failure.ts";
import { departure } from "./departure.ts";
import { sessionQuery } from "./session.ts";
import { announceToTabs } from "./tabs.ts";

/** Ends the session in use; the shell then shows the way in. */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    async mutationFn() {
      try {
        await api.identity.signOut.mutate();
      } catch (error) {
        // A session that is over already is just as well.
        if (!isCausewayError(error) || error.status !== 401) throw error;
      }
    },
    onSuccess() {
      departure.set("chosen");
      queryClient.setQueryData(sessionQuery.queryKey, null);
      announceToTabs();
    },
    onError: (error) => showFailure("You are still signed in", error),
  });
}
