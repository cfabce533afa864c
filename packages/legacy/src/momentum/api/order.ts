import type { OldRow, OldValue } from "@causeway/migrate";

/** SQLite's order of storage classes: NULL, numbers, text, bytes. */
const rank = (value: OldValue | undefined) =>
  value == null ? 0 : typeof value === "number" ? 1 : typeof value === "string" ? 2 : 3;

function compare(left: OldValue | undefined, right: OldValue | undefined): number {
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  return left == null || right == null || left === right ? 0 : left < right ? -1 : 1;
}

interface OldOrder {
  column: string;
  order: "asc" | "desc";
  /** Breaks ties. */
  id: string;
}

/**
 * Compares old rows by a column as the old database sorted it: instants as the text that was stored. Equal ones, which are
 * many at a resolution of one second, come in the order of their ids, as SQLite happened to give them.
 */
export function oldOrder({ column, order, id }: OldOrder): (left: OldRow, right: OldRow) => number {
  const sign = order === "asc" ? 1 : -1;
  return (left, right) => sign * compare(left[column], right[column]) || compare(left[id], right[id]);
}

export function inOldOrder<TRow extends OldRow>(rows: readonly TRow[], by: OldOrder): TRow[] {
  return rows.toSorted(oldOrder(by));
}
