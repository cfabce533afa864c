import type { Counts, NoteCounts } from "../import/tally.ts";

export interface ImportedTable extends Counts {
  /** The old table. */
  kind: string;
  /** Rows read from the source; the four counts add up to it. */
  rows: number;
  /** Old column → reason → how many old values are kept beside the new rows. */
  kept: NoteCounts;
  /** Old columns that no mapping names; their values are kept beside the rows. */
  ignoredColumns: string[];
}

export interface QuarantinedItem {
  kind: string;
  oldId: string;
  reason: string;
  message: string;
}

/** What one rule would do to one value. */
export interface RuleExample {
  kind: string;
  oldId: string;
  /** The old column; null where the row as a whole is concerned. */
  column: string | null;
  reason: string;
  /** Text is shown as its length and a digest unless the operator asked for values; password hashes always. */
  value: string;
  /** Null for a row that would go to the quarantine. */
  becomes: string | null;
}

/** What an import did. JSON as it stands. */
export interface ImportReport {
  type: "import";
  system: string;
  source: string;
  /** ISO 8601, UTC; of a run that was interrupted, of its first start. */
  startedAt: string;
  finishedAt: string;
  /** True when it went on where an earlier run of the same source had stopped. */
  isResumed: boolean;
  /** True when nothing was written. */
  isDryRun: boolean;
  tables: ImportedTable[];
  /** Every row in quarantine, the first 1,000 of them. */
  quarantined: QuarantinedItem[];
  ignoredTables: string[];
  /** Of a dry run: the first three of every column and rule. */
  examples?: RuleExample[];
}
