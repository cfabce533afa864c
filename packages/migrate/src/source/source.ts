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
  /** Columns that alone name one row. */
  uniqueColumns: ReadonlySet<string>;
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

export interface LocateOptions {
  table: string;
  columns: readonly string[];
  positions: readonly string[];
}

export interface RepeatedValue {
  value: SourceValue;
  position: string;
}

/**
 * An old database that is only read, in short steps, so that the old server may go on writing. Every method throws
 * `SourceError` when the source cannot be read.
 */
export interface Source extends AsyncDisposable {
  /** Kind and place, without secrets: `sqlite:/srv/old/database.sqlite`. */
  readonly description: string;
  tables(): Promise<SourceTable[]>;
  /** What looks like a table and has no rows that can be asked for step by step: views, and tables made by a module. */
  views(): Promise<string[]>;
  /** Reads every cell of the table once and returns the number of rows, so that damage is found before anything is written. */
  check(table: string): Promise<number>;
  /** Rows of the table, without looking at them. */
  count(table: string): Promise<number>;
  /** The next rows by position, as many as memory is meant for and at most `limit`; none at the end. */
  read(options: ReadOptions): Promise<SourceRow[]>;
  /** The rows with these keys, in any order; keys without a row are left out. */
  find(options: FindOptions): Promise<SourceRow[]>;
  /** Values that several rows have in the column, `limit` at most, each with the position of the first of these rows. */
  repeated(options: { table: string; column: string; limit: number }): Promise<RepeatedValue[]>;
  /** The rows at these positions; those that are gone are left out. */
  locate(options: LocateOptions): Promise<SourceRow[]>;
  /** The highest integer id below `below` that was ever given out, as far as the source knows; null for none. */
  lastInteger(options: { table: string; column: string; below: bigint }): Promise<bigint | null>;
  close(): Promise<void>;
}
