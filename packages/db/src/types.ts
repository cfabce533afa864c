import type { PgAsyncDatabase, PgQueryResultHKT, PgTable } from "drizzle-orm/pg-core";
import type { DialectFunctions } from "./functions.ts";
import type { Tables } from "./tables/index.ts";

export type Dialect = "sqlite" | "postgres";

/** The query builder both databases share. What only one of them can do is in `fn`, by name. */
export type Queries = Pick<
  PgAsyncDatabase<PgQueryResultHKT>,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "with" | "$with" | "$count"
>;

/** Postgres as a library uses it that brings its own statements, with placeholders `$1`, `$2`, … */
export interface RawPostgres {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Many rows for one table. */
export interface BulkInsert {
  table: PgTable;
  /** Names of properties; columns that are not named get their default. */
  columns: readonly string[];
  /** Every row has all the columns: `undefined` is refused. */
  rows: readonly Readonly<Record<string, unknown>>[];
  /**
   * A row whose `target` columns are there already gives that one its `set` columns; with none of these it is left out.
   * Without it, it ends the transaction.
   */
  onConflict?: { target: readonly string[]; set: readonly string[] };
}

/** Many rows that a table should hold. */
export interface BulkCheck {
  table: PgTable;
  /** The name of a property that no two rows of the table share, and that an index begins with. */
  key: string;
  columns: readonly string[];
  rows: readonly Readonly<Record<string, unknown>>[];
}

/** Rows of one table in the order of one of its columns, as the database orders it. */
export interface BulkRead {
  table: PgTable;
  /** A column of text that an index begins with, and the first and the last of its values to be read. */
  by: { property: string; from: string; to: string };
  /** Names of properties. */
  columns: readonly string[];
  limit: number;
}

export interface TransactionOptions {
  /**
   * False for work that notes in the same transaction how far it has come: the commit does not wait for the disk, and a power
   * failure may undo it, whole and with all that followed. It is on disk at the latest with the next durable commit of the
   * same process. Neither the end of the process nor another reader can tell the difference. True unless told; an inner
   * transaction is as durable as the outer one.
   */
  isDurable?: boolean;
}

/**
 * The database, or an open transaction of it: both have the same type, so a function that takes `db: Db` composes.
 * Inside `transaction` only the handle given to `fn` may be used; using the outer one is refused, because it would
 * deadlock (SQLite) or write outside the transaction (Postgres).
 */
export interface Db extends Queries {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly fn: DialectFunctions;
  /** For libraries made for Postgres, such as its job queue, to take part in a transaction. Null on SQLite; not for our own queries outside of this package. */
  readonly postgres: RawPostgres | null;
  /**
   * Runs `fn` all or nothing, as if alone. Within an open transaction it is a savepoint. `fn` may run more than once
   * (Postgres reports serialization failures only at the end), so it must have no effect outside `tx`. A statement that
   * fails ends its transaction, also when the error is caught: what may fail goes into an inner one.
   */
  transaction<TResult>(fn: (tx: Db) => Promise<TResult>, options?: TransactionOptions): Promise<TResult>;
  /**
   * Writes whole chunks of rows without building a statement for them: one prepared statement on SQLite, one array per
   * column on Postgres. For imports; on a database outside a transaction it is one of its own.
   */
  bulkInsert(insert: BulkInsert): Promise<void>;
  /** The mirror of `bulkInsert`: the positions of those rows that are not stored exactly so, JSON to the letter. */
  bulkCheck(check: BulkCheck): Promise<number[]>;
  /**
   * Many rows as they are stored, the values in the order of `columns`: instants as milliseconds, booleans as 0 and 1, JSON as
   * its text. Integers beyond 2^53 are rounded; text that is not UTF-8 (SQLite) has U+FFFD in it.
   */
  bulkRead(read: BulkRead): Promise<unknown[][]>;
  /**
   * A number that is another one after every commit, whoever made it, of this process or of another. Null where the
   * database cannot tell at little cost (Postgres), and within a transaction.
   */
  changeCount(): number | null;
}

/** An open database. Close it to let go of files and connections. */
export interface Store extends AsyncDisposable {
  readonly db: Db;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
