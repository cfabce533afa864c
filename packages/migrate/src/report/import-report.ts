import type { Counts, NoteCounts } from "../import/tally.ts";

export interface ImportedTable extends Counts {
  /** The old table. */
  kind: string;
  /** Rows read from the source; the four counts add up to it. */
  rows: number;
  /** Old column → reason → how many old values are kept beside the new rows. */
  kept: NoteCounts;
  /** Old columns that no mapping names; their values stayed behind. */
  ignoredColumns: string[];
}

export interface QuarantinedItem {
  kind: string;
  oldId: string;
  reason: string;
  message: string;
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
}
