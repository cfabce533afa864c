import type { Note } from "../mapping/decode-row.ts";

/** How the rows of a table ended. Together they are all rows that were read. */
export interface Counts {
  /** Held by the new side, which can give every old value back from its own columns. */
  imported: number;
  /** Held, with at least one old value kept beside the row. */
  repaired: number;
  /** Imported before, and the same since. */
  unchanged: number;
  /** Held by no table: kept with its bytes and the reason. */
  quarantined: number;
}

export const noCounts = (): Counts => ({ imported: 0, repaired: 0, unchanged: 0, quarantined: 0 });

export function totalOf({ imported, repaired, unchanged, quarantined }: Counts): number {
  return imported + repaired + unchanged + quarantined;
}

export function addCounts(left: Counts, right: Counts): Counts {
  return {
    imported: left.imported + right.imported,
    repaired: left.repaired + right.repaired,
    unchanged: left.unchanged + right.unchanged,
    quarantined: left.quarantined + right.quarantined,
  };
}

/** Old column → reason → how many old values were kept for it. */
export type NoteCounts = Record<string, Record<string, number>>;

/** The counts of one column, also of one that is called as something every object has, such as `__proto__`. */
function countsOf(counts: NoteCounts, column: string): Record<string, number> {
  const known = Object.hasOwn(counts, column) ? counts[column] : undefined;
  if (known) return known;
  const value: Record<string, number> = {};
  Object.defineProperty(counts, column, { value, enumerable: true, configurable: true, writable: true });
  return value;
}

export function addNotes(counts: NoteCounts, notes: readonly Note[], by = 1): void {
  for (const { column, reason } of notes) {
    const ofColumn = countsOf(counts, column);
    ofColumn[reason] = (ofColumn[reason] ?? 0) + by;
  }
}

export function mergeNotes(into: NoteCounts, from: NoteCounts): void {
  for (const [column, reasons] of Object.entries(from)) {
    for (const [reason, count] of Object.entries(reasons)) addNotes(into, [{ column, reason }], count);
  }
}

/** Without what was counted and then corrected to nothing. */
export function withoutZeros(counts: NoteCounts): NoteCounts {
  const columns = Object.entries(counts).map(([column, reasons]) => {
    const left = Object.entries(reasons).filter(([, count]) => count !== 0);
    return [column, Object.fromEntries(left)] as const;
  });
  return Object.fromEntries(columns.filter(([, reasons]) => Object.keys(reasons).length > 0));
}
