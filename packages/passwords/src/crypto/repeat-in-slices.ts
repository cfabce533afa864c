import { setImmediate } from "node:timers/promises";

/** A step is one digest of at most a few KB, so that a slice takes about a millisecond. */
const STEPS_PER_SLICE = 256;

/**
 * Runs `step` for 0 to `count` − 1, letting other work in after each slice. For hashes that chain thousands of small digests:
 * node:crypto has no asynchronous form of those.
 */
export async function repeatInSlices({ count, step }: { count: number; step: (index: number) => void }): Promise<void> {
  for (let start = 0; start < count; start += STEPS_PER_SLICE) {
    const end = Math.min(start + STEPS_PER_SLICE, count);
    for (let index = start; index < end; index += 1) step(index);
    await setImmediate();
  }
}
