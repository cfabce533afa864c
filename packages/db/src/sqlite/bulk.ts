import { type BulkColumn, bulkColumns, insertParts, tableName } from "../bulk.ts";
import type { BulkCheck, BulkInsert, BulkRead } from "../types.ts";
import type { ManyStatements } from "./file.ts";

type Row = Readonly<Record<string, unknown>>;

/** Gives the same array each time: whoever gets it has read it before the next row's turn. */
function toParameters(columns: readonly BulkColumn[]): (row: Row) => unknown[] {
  const parameters: unknown[] = [];
  return (row) => {
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at];
      if (column) parameters[at] = column.encode(row[column.property]);
    }
    return parameters;
  };
}

/** One statement, prepared once and run for each row: faster than statements of many rows, which are prepared for each size. */
export function sqliteBulkInsert({ runMany }: ManyStatements, insert: BulkInsert): void {
  const { head, tail } = insertParts(insert);
  const columns = bulkColumns(insert.table, insert.columns);
  const marks = columns.map(() => "?").join(", ");
  runMany({ sql: `${head} values (${marks}) ${tail}`, rows: insert.rows, toParameters: toParameters(columns) });
}

/** `is` compares NULLs too. */
export function sqliteBulkCheck({ runMany }: ManyStatements, { table, key, columns, rows }: BulkCheck): number[] {
  const all = bulkColumns(table, [key, ...columns]);
  const sql = `select 1 from ${tableName(table)} where ${all.map(({ name }) => `${name} is ?`).join(" and ")}`;
  return runMany({ sql, rows, toParameters: toParameters(all) });
}

export function sqliteBulkRead({ readMany }: ManyStatements, { table, by, columns, limit }: BulkRead): unknown[][] {
  const [order, ...names] = bulkColumns(table, [by.property, ...columns]).map(({ name }) => name);
  const sql = `select ${names.join(", ")} from ${tableName(table)} where ${order} between ? and ? order by ${order} limit ?`;
  return readMany(sql, [by.from, by.to, limit]);
}
