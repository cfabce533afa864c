import type { Clock } from "../runtime/context.ts";
import type { Counter } from "./counter.ts";
import type { Limit } from "./limits.ts";

/** Callers remembered at most, per limit: whoever has that many addresses is not stopped by one more. */
const MAX_KEYS = 100_000;

interface Window {
  units: number;
  endsAt: number;
}

/** Drops what is over, and of the rest the oldest. Windows lie in the order in which they began, so that the first end first. */
function makeRoom(windows: Map<string, Window>, now: number): void {
  for (const [key, { endsAt }] of windows) {
    if (endsAt > now && windows.size < MAX_KEYS) return;
    windows.delete(key);
  }
}

/** Within this process. */
export function createMemoryCounter({ seconds }: Limit, clock: Clock): Counter {
  const windows = new Map<string, Window>();
  return {
    async add(key, units) {
      const now = clock().getTime();
      let window = windows.get(key);
      if (window && window.endsAt > now) window.units += units;
      else {
        windows.delete(key);
        if (windows.size >= MAX_KEYS) makeRoom(windows, now);
        windows.set(key, (window = { units, endsAt: now + seconds * 1000 }));
      }
      return { units: window.units, msLeft: window.endsAt - now };
    },
  };
}
