import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { Mutex } from "../mutex.ts";
import { pgTables } from "../tables/index.ts";
import { createDb, type Guard, type OpenTransaction } from "../transactions.ts";
import type { Queries, RawPostgres, Store, TransactionOptions } from "../types.ts";
import { postgresBulkCheck, postgresBulkInsert, postgresBulkRead } from "./bulk.ts";
import { postgresCode } from "./code.ts";

/** serialization_failure and deadlock_detected: the transaction did nothing and may be tried again. */
const RETRYABLE = new Set(["40001", "40P01"]);

type RunStatement = (statement: string | pg.QueryConfig, params?: unknown[]) => Promise<pg.QueryResult>;

/**
 * The builder over anything that can run a statement. Safe because a drizzle session calls nothing of its client but
 * `query`; transactions, the only thing it would do with a pool, are ours.
 */
function queriesOver(run: RunStatement, guard: Guard): Queries {
  const client: { query: RunStatement } = { query: (statement, params) => guard(() => run(statement, params)) };
  return drizzle({ client: client as unknown as pg.Pool, jit: true });
}

function rawOver(run: RunStatement, guard: Guard): RawPostgres {
  return { query: (text, values = []) => guard(() => run(text, [...values])) };
}

const BEGIN = "begin isolation level serializable";

async function begin(pool: pg.Pool, { isDurable }: Required<TransactionOptions>): Promise<OpenTransaction> {
  const client = await pool.connect();
  // A lost connection fails the statement that is running, or the next; unheard, it would end the process.
  const onError = () => undefined;
  client.on("error", onError);
  const release = (error?: unknown) => {
    client.off("error", onError);
    client.release(error !== undefined);
  };
  try {
    await client.query(isDurable ? BEGIN : `${BEGIN}; set local synchronous_commit to off`);
  } catch (error) {
    release(error);
    throw error;
  }
  // A connection takes one statement at a time; those that a transaction sends together take their turns.
  const turns = new Mutex();
  const run: RunStatement = (statement, params) => turns.run(() => client.query(statement, params));
  return {
    queries: (guard) => queriesOver(run, guard),
    postgres: (guard) => rawOver(run, guard),
    bulkInsert: (insert) => postgresBulkInsert(run, insert),
    bulkCheck: (check) => postgresBulkCheck(run, check),
    bulkRead: (read) => postgresBulkRead((query, params) => turns.run(() => client.query(query, params)), read),
    execute: async (statement) => {
      const { command } = await run(statement);
      // When a statement that nobody awaited has failed, `commit` rolls back without an error.
      if (statement === "commit" && command !== "COMMIT")
        throw new Error("A statement failed as the transaction ended; nothing was stored.");
    },
    release,
  };
}

export interface PostgresOptions {
  /** Connections at most; 10 unless told. */
  maxConnections?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void;
}

export function openPostgresStore(url: string, options: PostgresOptions = {}): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    // What instants are read by, whatever the server's own settings are. The pool waits for it.
    onConnect: (client): unknown => client.query("set timezone to 'UTC'; set datestyle to 'ISO'"),
  });
  pool.on("error", (error) => options.onConnectionLost?.(error));
  const run: RunStatement = (statement, params) => pool.query(statement, params);
  const db = createDb({
    dialect: "postgres",
    tables: pgTables,
    queries: (guard) => queriesOver(run, guard),
    postgres: (guard) => rawOver(run, guard),
    begin: (options) => begin(pool, options),
    bulkCheck: (check) => postgresBulkCheck(run, check),
    bulkRead: (read) => postgresBulkRead((query, params) => pool.query(query, params), read),
    isRetryable: (error) => RETRYABLE.has(postgresCode(error) ?? ""),
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= pool.end());
  return {
    db,
    ping: async () => void (await pool.query("select 1")),
    close,
    [Symbol.asyncDispose]: close,
  };
}
