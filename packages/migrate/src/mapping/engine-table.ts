import type { Tables } from "@causeway/db";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { TargetTable } from "./mapping.ts";

/** Any target table, seen as what all of them share: a text id, and columns by their names. */
export type EngineTable = PgTable & { id: PgColumn } & Record<string, PgColumn>;

/**
 * Safe because `TargetTable` admits only tables with an id, and the engine reads and writes no column that
 * `defineMapping` has not checked against the table.
 */
export function engineTable(tables: Tables, name: TargetTable): EngineTable {
  return tables[name] as unknown as EngineTable;
}
