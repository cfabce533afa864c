import type { PgTable } from "drizzle-orm/pg-core";
import { tableName } from "./bulk.ts";
import type { Db } from "./types.ts";

/**
 * Tells Postgres how many rows, of which values, the tables hold now. To be called after many rows were written: until the
 * server does so by itself, about a minute later, it may read whole tables where an index would do (Postgres documentation,
 * 14.4.7). SQLite plans without.
 */
export async function refreshStatistics({ postgres }: Db, tables: readonly PgTable[]): Promise<void> {
  await postgres?.query(`analyze ${tables.map(tableName).join(", ")}`);
}
