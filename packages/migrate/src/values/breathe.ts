import { setImmediate } from "node:timers/promises";

/**
 * Lets signals, timers and output have their turn. SQLite answers at once, so that without this a whole import would be
 * one turn of the event loop, and nobody could stop it. Throws when `signal` is aborted.
 */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
