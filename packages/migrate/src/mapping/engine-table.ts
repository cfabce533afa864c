import type { Tables } from "@causeway/db";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Mapping, TargetTable } from "./mapping.ts";

/** Any target table, seen as what all of them share: a text id, and columns by their names. */
export type EngineTable = PgTable & { id: PgColumn } & Record<string, PgColumn>;

/**
 * Safe because `TargetTable` admits only tables with an id, and the engine reads and writes no column that
 * `defineMapping` has not checked against the table.
 */
export function engineTable(tables: Tables, name: TargetTable): EngineTable {
  return tables[name] as unknown as EngineTable;
}

/** A column by the name that a mapping gives it. */
export function engineColumn(table: EngineTable, name: string): PgColumn {
  const column = table[name];
  if (!column) throw new Error(`The target table has no column ${name}.`);
  return column;
}

/** The id and what the mapping fills: nothing else of a row comes from the old side. */
export function mappedColumns(table: EngineTable, mapping: Mapping): Record<string, PgColumn> {
  return Object.fromEntries(
    ["id", ...mapping.columns.map(({ target }) => target)].map((name) => [name, engineColumn(table, name)]),
  );
}
