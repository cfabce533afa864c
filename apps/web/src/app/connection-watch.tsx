import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useStore } from "../lib/create-store.ts";
import { Button } from "../ui/button.tsx";
import { type Connection, connection, probeServer } from "./connection.ts";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** Resolves to true when the server is back. */
async function tryAgain(signal?: AbortSignal): Promise<boolean> {
  const isBack = await probeServer(signal);
  if (isBack) connection.set("up");
  return isBack;
}

/** While the server is away: says so, asks again ever less often, and reloads what is on the page once it is back. */
export function ConnectionWatch() {
  const state = useStore(connection);
  useRepeatedTries(state);
  useReloadOnReturn(state);
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

function useRepeatedTries(state: Connection): void {
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
  }, [state]);
}

/** However it was found out that the server is back: by a try, or by an answer to something else. */
function useReloadOnReturn(state: Connection): void {
  const queryClient = useQueryClient();
  const router = useRouter();
  const before = useRef(state);
  useEffect(() => {
    const isReturn = state === "up" && before.current !== "up";
    before.current = state;
    if (!isReturn) return;
    void queryClient.invalidateQueries();
    void router.invalidate();
  }, [state, queryClient, router]);
}
