import type { ColumnDigest } from "../verify/column-digests.ts";
import type { Difference } from "../verify/difference.ts";

export interface VerifiedTable {
  /** The old table, and ours. */
  kind: string;
  target: string;
  /** Rows the source has; each is held or in quarantine, or it is a difference. */
  rows: number;
  held: number;
  quarantined: number;
  /** Of those in quarantine: left out for a reason that somebody gave, or imported with values that somebody corrected. */
  decided: number;
  /** Rows made on the new side; no differences. */
  madeHere: number;
  /** New column → cells that the new side had good reason to change; no differences. */
  movedOn: Record<string, number>;
  differences: number;
  /** Equal digests prove a column equal over all rows; cells that have moved on are left out of both. */
  columns: ColumnDigest[];
  ignoredColumns: string[];
}

/** Whether the new side holds what the source has. JSON as it stands. */
export interface VerifyReport {
  type: "verify";
  system: string;
  source: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  finishedAt: string;
  isClean: boolean;
  tables: VerifiedTable[];
  differenceCount: number;
  /** The first 1,000 of each table. */
  differences: Difference[];
  ignoredTables: string[];
}
