import type { PgAsyncDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { DialectFunctions } from "./functions.ts";
import type { Tables } from "./tables/index.ts";

export type Dialect = "sqlite" | "postgres";

/** The query builder both databases share. What only one of them can do is in `fn`, by name. */
export type Queries = Pick<
  PgAsyncDatabase<PgQueryResultHKT>,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "with" | "$with" | "$count"
>;

/**
 * The database, or an open transaction of it: both have the same type, so a function that takes `db: Db` composes.
 * Inside `transaction` only the handle given to `fn` may be used; using the outer one is refused, because it would
 * deadlock (SQLite) or write outside the transaction (Postgres).
 */
export interface Db extends Queries {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly fn: DialectFunctions;
  /**
   * Runs `fn` all or nothing, as if alone. Within an open transaction it is a savepoint. `fn` may run more than once
   * (Postgres reports serialization failures only at the end), so it must have no effect outside `tx`. A statement that
   * fails ends its transaction, also when the error is caught: what may fail goes into an inner one.
   */
  transaction<TResult>(fn: (tx: Db) => Promise<TResult>): Promise<TResult>;
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
