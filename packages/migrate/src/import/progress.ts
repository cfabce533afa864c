import type { Inspection } from "./inspect-source.ts";

/** Where an import or a verification is; once per chunk. */
export interface Progress {
  kind: string;
  /** Rows of this table seen so far, and rows it had at the beginning. */
  done: number;
  total: number;
  /** The same over all tables. */
  doneOfAll: number;
  totalOfAll: number;
}

/** To be called when a table begins, with the rows that an earlier run has done; the result, after every chunk. */
export type WatchTable = (kind: string, already: number) => (read: number) => void;

/** Counts rows as they go by, for whoever watches. */
export function watchProgress(
  { totals }: Pick<Inspection, "totals">,
  onProgress: ((progress: Progress) => void) | undefined,
): WatchTable {
  const totalOfAll = [...totals.values()].reduce((sum, total) => sum + total, 0);
  let doneOfAll = 0;
  return (kind, already) => {
    const total = totals.get(kind) ?? 0;
    let done = 0;
    const step = (read: number) => {
      done += read;
      doneOfAll += read;
      onProgress?.({ kind, done, total: Math.max(total, done), doneOfAll, totalOfAll });
    };
    step(already);
    return step;
  };
}
