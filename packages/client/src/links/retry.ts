import type { Operation, TRPCLink } from "@trpc/client";
import { retryDelay } from "../retry-delay.ts";
import type { AppRouter } from "../server-types.ts";
import { toCausewayError } from "../to-causeway-error.ts";
import { wait } from "../wait.ts";
import { factsOf } from "./call-facts.ts";
import { callLink } from "./call-link.ts";

/**
 * How long after its first try a refresh may be sent again, in milliseconds. The server answers a used token alike for ten
 * seconds, so that a lost answer does no harm; later it takes the token for stolen.
 */
const REFRESH_WINDOW_MS = 8_000;

function windowOf(op: Operation): number {
  if (op.type === "query") return Infinity;
  return op.path === "identity.refresh" ? REFRESH_WINDOW_MS : 0;
}

/** Sends again what may be sent twice, at most `retries` times and never beyond the call's deadline. */
export function retryLink(retries: number): TRPCLink<AppRouter> {
  return callLink(async (op, send) => {
    const startedAt = Date.now();
    const latest = Math.min(startedAt + windowOf(op), factsOf(op).expiresAt);
    for (let failures = 0; ; failures++) {
      try {
        return await send(op);
      } catch (thrown) {
        const error = toCausewayError(thrown);
        const delay = failures < retries ? retryDelay(error, failures) : null;
        if (delay === null || Date.now() + delay >= latest) throw error;
        await wait(delay, op.signal ?? new AbortController().signal);
      }
    }
  });
}
