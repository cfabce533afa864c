import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { DoorFrame } from "./door-frame.tsx";
import { sessionQuery } from "./session.ts";
import { onChangeInOtherTab } from "./tabs.ts";

/** Around signing in and signing up. */
export function Door() {
  useLeaveWhenSignedIn();
  return (
    <DoorFrame>
      <Outlet />
    </DoorFrame>
  );
}

/** Who is signed in already, or signs in in another tab, has no business here. */
function useLeaveWhenSignedIn(): void {
  const { data: me } = useQuery(sessionQuery);
  const { redirect } = useSearch({ from: "/door" });
  const queryClient = useQueryClient();
  const router = useRouter();
  useEffect(() => onChangeInOtherTab(() => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })), [queryClient]);
  useEffect(() => {
    if (me) void router.navigate({ to: redirect ?? "/", replace: true });
  }, [me, redirect, router]);
}
