import type { LimitState } from "./rate-limiter.ts";

/** `RateLimit-Policy` and `RateLimit` as structured fields (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4). */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  if (states.length === 0) return {};
  return {
    "ratelimit-policy": states.map(({ name, quota, seconds }) => `"${name}";q=${quota};w=${seconds}`).join(", "),
    ratelimit: states.map(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`).join(", "),
  };
}

/** What clients of old frameworks look for; of several limits the one that is closest. `Reset` is in seconds since 1970. */
export function oldRateLimitHeaders(states: readonly LimitState[], now: Date): Record<string, string> {
  const [closest] = states.toSorted((a, b) => a.remaining / a.quota - b.remaining / b.quota);
  if (!closest) return {};
  return {
    "x-ratelimit-limit": `${closest.quota}`,
    "x-ratelimit-remaining": `${closest.remaining}`,
    "x-ratelimit-reset": `${Math.ceil(now.getTime() / 1000) + closest.resetSeconds}`,
  };
}
