import type { CausewayError } from "./errors.ts";

/** The longest that a call waits before it is sent again, in milliseconds. */
const MAX_DELAY_MS = 10_000;
const FIRST_DELAY_MS = 250;
/** Spreads those that were all told to come back after the same time. */
const SPREAD_MS = 250;

/** Answers that say: not now. 502 and 504 are a proxy's. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Milliseconds before the try after number `failures`, or null when trying again is of no use. The server's own word
 * counts; without it, the time doubles with each failure and is spread over its whole length.
 */
export function retryDelay(error: CausewayError, failures: number): number | null {
  const mayPass = error.reason === "NETWORK_FAILED" || (error.status !== null && PASSING.has(error.status));
  if (!mayPass) return null;
  const asked = error.retryAfterSeconds;
  if (asked === null) return Math.random() * Math.min(FIRST_DELAY_MS * 2 ** failures, MAX_DELAY_MS);
  const delay = asked * 1000 + Math.random() * SPREAD_MS;
  return delay > MAX_DELAY_MS + SPREAD_MS ? null : delay;
}
