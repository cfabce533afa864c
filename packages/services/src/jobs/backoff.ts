import type { JobDefinition } from "./job.ts";

const DEFAULT_BACKOFF_MS = 5000;
export const MAX_BACKOFF_MS = 60 * 60_000;

/** Milliseconds until the attempt after this one (from 1): doubled each time, an hour at most, then up to a fifth more or less. */
export function backoffDelay({ backoffMs = DEFAULT_BACKOFF_MS }: Pick<JobDefinition<never>, "backoffMs">, attempt: number): number {
  const delay = Math.min(backoffMs * 2 ** (attempt - 1), MAX_BACKOFF_MS);
  // Jobs that failed together must not come back together.
  return Math.round(delay * (0.8 + Math.random() * 0.4));
}
