import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { pgTables } from "../tables/index.ts";
import { createDb, type OpenTransaction } from "../transactions.ts";
import type { Queries, Store } from "../types.ts";
import { postgresCode } from "./code.ts";

/** serialization_failure and deadlock_detected: the transaction did nothing and may be tried again. */
const RETRYABLE = new Set(["40001", "40P01"]);

type Client = Pick<pg.Pool, "query">;

/**
 * The builder over anything that can run a statement. Safe because a drizzle session calls nothing of its client but
 * `query`; transactions, the only thing it would do with a pool, are ours.
 */
function queriesOver(client: Client, check: () => void): Queries {
  const guarded = {
    query: async (...args: Parameters<pg.Pool["query"]>) => {
      check();
      return client.query(...args);
    },
  };
  return drizzle({ client: guarded as unknown as pg.Pool, jit: true });
}

async function begin(pool: pg.Pool): Promise<OpenTransaction> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error) => {
    lost = error;
  };
  client.on("error", onError);
  const release = (error?: unknown) => {
    client.off("error", onError);
    client.release(lost ?? (error ? true : undefined));
  };
  try {
    await client.query("begin isolation level repeatable read");
  } catch (error) {
    release(error);
    throw error;
  }
  return {
    queries: (check) => queriesOver(client, check),
    execute: async (statement) => void (await client.query(statement)),
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
  const pool = new pg.Pool({ connectionString: url, max: options.maxConnections ?? 10, connectionTimeoutMillis: 10_000 });
  pool.on("error", (error) => options.onConnectionLost?.(error));
  const db = createDb({
    dialect: "postgres",
    tables: pgTables,
    queries: (check) => queriesOver(pool, check),
    begin: () => begin(pool),
    isRetryable: (error) => RETRYABLE.has(postgresCode(error) ?? ""),
  });
  const close = () => pool.end();
  return {
    db,
    ping: async () => void (await pool.query("select 1")),
    close,
    [Symbol.asyncDispose]: close,
  };
}
