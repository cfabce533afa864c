import { ProviderError } from "./provider-error.ts";

/**
 * Runs a call with a limit of time that holds whether or not the call heeds its signal. Throws `timeout` when it is reached,
 * the signal's own reason when the caller gave up.
 */
export async function within<TResult>(
  { name, ms, signal }: { name: string; ms: number; signal: AbortSignal | undefined },
  call: (signal: AbortSignal) => Promise<TResult>,
): Promise<TResult> {
  signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(ms);
  const both = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const ended = Promise.withResolvers<never>();
  const onEnd = () => {
    const late = new ProviderError({ failure: "timeout", message: `${name} did not answer within ${ms / 1000} seconds.` });
    ended.reject(signal?.aborted ? signal.reason : late);
  };
  both.addEventListener("abort", onEnd, { once: true });
  try {
    return await Promise.race([call(both), ended.promise]);
  } finally {
    both.removeEventListener("abort", onEnd);
  }
}
