/** What is wrong with a row or a cell, in the operator's words. */
export type Problem =
  /** The new side does not hold what the source has. */
  | "missing"
  /** The new side holds what the source does not have (any more). */
  | "extra"
  | "changed"
  /** Cut off: what is found is how the expected text begins. */
  | "truncated"
  /** The same kind of instant, earlier or later. */
  | "shifted"
  /** The number, with fewer digits. */
  | "rounded"
  /** Two rows have each other's value. */
  | "swapped"
  /** The row of the source is not the one that was imported. */
  | "source-changed"
  /** A reference to a row that is not there. */
  | "dangling";

/** A difference with its values, before they are fit to be shown. */
export interface RawDifference {
  oldId: string;
  /** A column of the new side, `originals.<old column>`, or null for the row as a whole. */
  column: string | null;
  problem: Problem;
  expected: unknown;
  found: unknown;
  shows: "value" | "digest" | "secret";
}

/** One difference as it is reported. */
export interface Difference {
  /** The old table. */
  kind: string;
  oldId: string;
  column: string | null;
  problem: Problem;
  /** Text is shown as its length and a digest unless the operator asked for values; password hashes always. */
  expected: string;
  found: string;
}
