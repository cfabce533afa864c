import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { useStore } from "../lib/create-store.ts";
import { Button } from "../ui/button.tsx";
import { connection, probeServer } from "./connection.ts";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** While the server is away: says so, asks again ever less often, and reloads what is on the page once it is back. */
export function ConnectionWatch() {
  const state = useStore(connection);
  const queryClient = useQueryClient();
  const router = useRouter();

  const tryAgain = useCallback(
    async (signal?: AbortSignal) => {
      if (!(await probeServer(signal))) return false;
      connection.set("up");
      await queryClient.invalidateQueries();
      await router.invalidate();
      return true;
    },
    [queryClient, router],
  );

  useEffect(() => {
    if (state !== "unreachable") return;
    const stop = new AbortController();
    let timer = 0;
    const schedule = (wait: number) => {
      timer = window.setTimeout(() => void tryOrSchedule(wait), wait);
    };
    const tryOrSchedule = async (wait: number) => {
      if (!(await tryAgain(stop.signal)) && !stop.signal.aborted) schedule(Math.min(wait * 1.6, LONGEST_WAIT_MS));
    };
    schedule(FIRST_WAIT_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [state, tryAgain]);

  return (
    <output className="block">
      {state !== "up" && (
        <div className="border-warn/25 bg-warn-soft text-warn flex flex-wrap items-center justify-center gap-x-4 gap-y-1 border-b px-4 py-2 text-sm">
          <span>
            {state === "offline"
              ? "You are offline. What you see may be out of date."
              : "The server does not answer right now. Trying again by itself."}
          </span>
          {state === "unreachable" && (
            <Button variant="secondary" size="small" onClick={() => void tryAgain()}>
              Try now
            </Button>
          )}
        </div>
      )}
    </output>
  );
}
