import type { Me } from "@causeway/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { departure } from "./departure.ts";
import { sessionQuery } from "./session.ts";
import { onSignedOut } from "./signed-out.ts";
import { onChangeInOtherTab } from "./tabs.ts";

/** Follows the session while a signed-in screen is open: when it ends, or becomes another's in another tab, the screen goes. */
export function useSessionWatch(me: Me | null | undefined): void {
  const queryClient = useQueryClient();
  const router = useRouter();

  useEffect(
    () =>
      onSignedOut(() => {
        departure.set("ended");
        queryClient.setQueryData(sessionQuery.queryKey, null);
      }),
    [queryClient],
  );

  useEffect(() => onChangeInOtherTab(() => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })), [queryClient]);

  useEffect(() => {
    if (me !== null) return;
    const isChoice = departure.get() === "chosen";
    const { href } = router.state.location;
    void router
      .navigate({ to: "/sign-in", search: isChoice || href === "/" ? {} : { redirect: href } })
      .then(() => queryClient.removeQueries({ type: "inactive", predicate: ({ queryKey }) => queryKey[0] !== "session" }));
  }, [me, router, queryClient]);

  const sessionId = me?.sessionId;
  const lastSessionId = useRef(sessionId);
  useEffect(() => {
    const isOther = sessionId !== undefined && lastSessionId.current !== undefined && sessionId !== lastSessionId.current;
    lastSessionId.current = sessionId;
    if (isOther) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  }, [sessionId, queryClient]);
}
