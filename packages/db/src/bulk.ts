import { type Column, getColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { BulkInsert } from "./types.ts";

/** A column of many rows: its name in the rows and, quoted, in statements, and what becomes of its values. */
export interface BulkColumn {
  property: string;
  name: string;
  /** As Postgres knows it. */
  type: string;
  isJson: boolean;
  encode(value: unknown): unknown;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const tableName = (table: PgTable): string => quote(getTableName(table));

/** JSON becomes text here, because the builder would do it in its own codecs. */
function encoderOf(column: Column, isJson: boolean): BulkColumn["encode"] {
  // Text is stored as it is; asking the column each time would cost more than storing it.
  const isText = column.getSQLType() === "text" && !isJson;
  return (value) => {
    if (isText && typeof value === "string") return value;
    if (value === undefined) throw new Error(`A row of many has no value for ${column.name}.`);
    if (value === null) return null;
    return isJson ? JSON.stringify(value) : column.mapToDriverValue(value);
  };
}

export function bulkColumns(table: PgTable, properties: readonly string[]): BulkColumn[] {
  return properties.map((property) => {
    const column = getColumns(table)[property];
    if (!column) throw new Error(`The table ${getTableName(table)} has no column ${property}.`);
    const isJson = column.dataType === "object json";
    return { property, name: quote(column.name), type: column.getSQLType(), isJson, encode: encoderOf(column, isJson) };
  });
}

/** `insert into "table" ("column", …)`, and what comes after the values. */
export function insertParts({ table, columns, onConflict }: BulkInsert): { head: string; tail: string } {
  const names = (properties: readonly string[]) => bulkColumns(table, properties).map(({ name }) => name);
  const set = names(onConflict?.set ?? []).map((name) => `${name} = excluded.${name}`);
  const action = set.length === 0 ? "do nothing" : `do update set ${set.join(", ")}`;
  return {
    head: `insert into ${tableName(table)} (${names(columns).join(", ")})`,
    tail: onConflict ? `on conflict (${names(onConflict.target).join(", ")}) ${action}` : "",
  };
}
