import { betterSQLite3Codecs } from "drizzle-orm/better-sqlite3/codecs";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Queries } from "../types.ts";

/** Runs one statement; rows as arrays or objects, or the driver's run result. */
export type Execute = (sql: string, params: unknown[], mode: "array" | "object") => Promise<unknown>;

/**
 * The SQLite builder behind the common type. Safe because `Queries` names only methods whose arguments and rows are the
 * same in both builders for the column types of the kit; the parity suite holds it to that.
 */
const asQueries = (builder: object): Queries => builder as unknown as Queries;

export function sqliteQueries(execute: Execute): Queries {
  const rows = async (sql: string, params: unknown[], mode?: "array" | "object") =>
    (await execute(sql, params, mode ?? "array")) as Record<string, unknown>[] & unknown[][];
  return asQueries(
    drizzle(
      {
        all: rows,
        get: async (sql: string, params: unknown[], mode?: "array" | "object") => (await rows(sql, params, mode))[0],
        run: (sql: string, params: unknown[]) => execute(sql, params, "object"),
      },
      { codecs: betterSQLite3Codecs },
    ),
  );
}
