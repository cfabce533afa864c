import type { SourceValue } from "../values/source-value.ts";

/** A row with its place in the table's own order; places do not change while rows are added. */
export interface SourceRow {
  position: string;
  /** In the order of the columns asked for. */
  values: SourceValue[];
}

export interface SourceTable {
  name: string;
  columns: string[];
}

export interface ReadOptions {
  table: string;
  columns: readonly string[];
  /** The position to go on from; null for the beginning. */
  after: string | null;
  limit: number;
}

export interface FindOptions {
  table: string;
  columns: readonly string[];
  keyColumn: string;
  keys: readonly SourceValue[];
}

/**
 * An old database that is only read, in short steps, so that the old server may go on writing. Every method throws
 * `SourceError` when the source cannot be read.
 */
export interface Source extends AsyncDisposable {
  /** Kind and place, without secrets: `sqlite:/srv/old/database.sqlite`. */
  readonly description: string;
  tables(): Promise<SourceTable[]>;
  /** Reads every cell of the table once and returns the number of rows, so that damage is found before anything is written. */
  check(table: string): Promise<number>;
  /** The next rows by position; fewer than `limit` at the end. */
  read(options: ReadOptions): Promise<SourceRow[]>;
  /** The rows with these keys, in any order; keys without a row are left out. */
  find(options: FindOptions): Promise<SourceRow[]>;
  /** The highest integer id ever given out, as far as the source knows; null for none. */
  lastInteger(options: { table: string; column: string }): Promise<bigint | null>;
  close(): Promise<void>;
}
