const MAX_KEYS = 100_000;

/** Counts by key that are forgotten after a while. */
export interface MemoryCounts {
  /** One more, and how many there are now. */
  add(key: string, now: Date): number;
  clear(key: string): void;
}

/** Within one process, for what must be counted while the database takes no writes. */
export function createMemoryCounts({ forgetAfterMs }: { forgetAfterMs: number }): MemoryCounts {
  const counts = new Map<string, { count: number; until: number }>();
  return {
    add(key, now) {
      const known = counts.get(key);
      const count = known && known.until > now.getTime() ? known.count + 1 : 1;
      counts.delete(key);
      const [oldest] = counts.keys();
      if (counts.size >= MAX_KEYS && oldest !== undefined) counts.delete(oldest);
      counts.set(key, { count, until: now.getTime() + forgetAfterMs });
      return count;
    },
    clear: (key) => void counts.delete(key),
  };
}
