import { stopped, timedOut } from "./to-causeway-error.ts";

/** The longest a timer can run; beyond it, it would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Rejects with the client's error once the signal is aborted. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(stopped(signal.reason)), { once: true });
  });
}

/**
 * Runs `run` until `expiresAt` (milliseconds since 1970) or until `signal` is aborted, whichever comes first, and then
 * rejects at once with `TIMED_OUT` or `ABORTED`, also when what it waits for goes on.
 */
export async function withDeadline<TValue>(
  { expiresAt, signal: given }: { expiresAt: number; signal?: AbortSignal | null | undefined },
  run: (signal: AbortSignal) => Promise<TValue>,
): Promise<TValue> {
  if (given?.aborted) throw stopped(given.reason);
  const left = expiresAt - Date.now();
  if (left <= 0) throw timedOut();
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(timedOut()), Math.min(left, MAX_TIMER_MS));
  const signal = given ? AbortSignal.any([given, timeout.signal]) : timeout.signal;
  try {
    return await Promise.race([run(signal), whenAborted(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after the time, or rejects once the signal is aborted. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw stopped(signal.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([passed, whenAborted(signal)]);
  } finally {
    clearTimeout(timer);
  }
}
