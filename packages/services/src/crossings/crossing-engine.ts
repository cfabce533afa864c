import type { Corrections, JsonValue, QuarantinedCell, SystemRules } from "@causeway/contract";
import type { Db } from "@causeway/db";

/** A row as the quarantine keeps it. */
export interface KeptRow {
  /** The old table. */
  table: string;
  /** Its old id, or its place where it has none. */
  oldId: string;
  row: Uint8Array;
}

/** `corrections`: old column → what was imported instead; null where nothing was corrected. */
export type KeptRowOutcome =
  | { isImported: true; newId: string; corrections: Record<string, JsonValue> | null }
  | { isImported: false; reason: string; message: string };

/** What those who run a crossing need of the engine that imports one old system. Given by whoever puts the process together. */
export interface CrossingEngine {
  readonly rules: SystemRules;
  /** What a reason means and what can be done, in plain words. */
  explain(reason: string): { meaning: string; advice: string };
  /** The old id as people know it; null for a row that has none. */
  shownId(oldId: string): string | null;
  /** Reads only. */
  examine(
    db: Db,
    row: { kept: KeptRow; corrections: Record<string, JsonValue> | null },
  ): Promise<{ cells: QuarantinedCell[]; isReady: boolean }>;
  /** Writes the row and its place in the id map, within the transaction. Throws `CORRECTION_REFUSED`. */
  import(tx: Db, row: { kept: KeptRow; corrections: Corrections }): Promise<KeptRowOutcome>;
}
