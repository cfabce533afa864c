import { migratePostgres } from "./migrations/postgres.ts";
import { migrateSqlite } from "./migrations/sqlite.ts";
import { openPostgresStore, type PostgresOptions } from "./pg/store.ts";
import { openSqliteStore } from "./sqlite/store.ts";
import type { Store } from "./types.ts";
import { parseDatabaseUrl } from "./url.ts";

/** Opens the database of a `DATABASE_URL` as it is. */
export function openStore(databaseUrl: string, options: PostgresOptions = {}): Store {
  const location = parseDatabaseUrl(databaseUrl);
  return location.dialect === "sqlite" ? openSqliteStore(location.path) : openPostgresStore(location.url, options);
}

/** Brings the database of a `DATABASE_URL` to this version's tables; returns the names of the migrations applied. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const location = parseDatabaseUrl(databaseUrl);
  return location.dialect === "sqlite" ? migrateSqlite(location.path) : migratePostgres(location.url);
}
