/** Numbers that only grow, for whoever watches the process. */
export interface Counters {
  add(name: string, labels: Readonly<Record<string, string>>): void;
  list(name: string): { labels: Readonly<Record<string, string>>; value: number }[];
}

/** Within one process, from its start. */
export function createCounters(): Counters {
  const counts = new Map<string, Map<string, { labels: Readonly<Record<string, string>>; value: number }>>();
  return {
    add(name, labels) {
      let series = counts.get(name);
      if (!series) counts.set(name, (series = new Map()));
      const key = JSON.stringify(labels);
      const entry = series.get(key);
      if (entry) entry.value++;
      else series.set(key, { labels, value: 1 });
    },
    list: (name) => [...(counts.get(name)?.values() ?? [])],
  };
}
