import { readdir, readFile } from "node:fs/promises";
import { setPriority } from "node:os";

const THREADS = "/proc/self/task";
const POOL_THREAD = "libuv-worker";

/**
 * Lets the threads on which passwords are hashed give way to the one that answers requests, wherever both want the same core: a
 * storm of sign-ins then costs everybody else little. Linux alone has priorities of threads; elsewhere nothing is changed.
 * Returns how many threads it was. `nice` is from 0 (as everybody) to 19 (what is left).
 */
export async function lowerPoolPriority(nice: number): Promise<number> {
  if (process.platform !== "linux") return 0;
  // The pool's threads begin together, with the first work for them, which this is.
  const threads = await readdir(THREADS).catch(() => []);
  let lowered = 0;
  for (const thread of threads) {
    const name = await readFile(`${THREADS}/${thread}/comm`, "utf8").catch(() => "");
    if (name.trim() !== POOL_THREAD) continue;
    try {
      setPriority(Number(thread), nice);
      lowered++;
    } catch {
      // A sandbox may refuse it; sign-ins then weigh as much as everything else.
    }
  }
  return lowered;
}
