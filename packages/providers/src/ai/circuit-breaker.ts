export interface CircuitBreakerOptions {
  /** Failures in a row after which nothing is asked for a while; 3 unless told. */
  failures?: number;
  /** How long at first, in milliseconds; doubles each time, ten minutes at most. 30,000 unless told. */
  openMs?: number;
  clock: () => Date;
}

/** How a call ended, as far as the breaker is concerned. `neutral` says nothing about the service. */
export type CallOutcome = { kind: "success" } | { kind: "neutral" } | { kind: "failure"; retryAfterMs: number };

export interface CircuitBreaker {
  /** Null while nothing may be asked; else what to call once with the outcome. */
  enter(): ((outcome: CallOutcome) => void) | null;
}

const MAX_OPEN_MS = 10 * 60_000;

/**
 * Spares a service that fails, and its callers the wait. Open: nothing is asked. After that half-open: one call is let through
 * and decides.
 */
export function createCircuitBreaker({ failures = 3, openMs = 30_000, clock }: CircuitBreakerOptions): CircuitBreaker {
  let failed = 0;
  let openedTimes = 0;
  let openUntil = 0;
  let isProbing = false;

  function settle(outcome: CallOutcome): void {
    if (outcome.kind === "neutral") return;
    if (outcome.kind === "success") {
      failed = openedTimes = openUntil = 0;
      return;
    }
    failed++;
    if (failed < failures && outcome.retryAfterMs === 0) return;
    const wait = Math.min(openMs * 2 ** openedTimes, MAX_OPEN_MS);
    openedTimes++;
    openUntil = clock().getTime() + Math.max(wait, outcome.retryAfterMs);
  }

  return {
    enter() {
      const isHalfOpen = openUntil > 0;
      if (isHalfOpen && (isProbing || clock().getTime() < openUntil)) return null;
      if (isHalfOpen) isProbing = true;
      return (outcome) => {
        if (isHalfOpen) isProbing = false;
        settle(outcome);
      };
    },
  };
}
