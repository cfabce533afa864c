import type { SourceValue } from "../values/source-value.ts";
import { fromTaggedJson, toTaggedJson } from "../values/tagged-json.ts";
import type { SqliteSourceFile } from "./sqlite-file.ts";

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What is needed to read a table in steps. */
export interface TableShape {
  columns: string[];
  /** Columns that no two rows have the same values in, by which the table is read: its rowid, or its primary key. */
  order: readonly string[];
  /** Columns that alone name one row. */
  uniqueColumns: ReadonlySet<string>;
}

type ColumnInfo = [name: string, type: string, keyPosition: bigint];

/** Where a rowid table keeps its rowid: in its INTEGER PRIMARY KEY, or under a name that no column has taken. Null: nowhere. */
function rowidOf(columns: readonly ColumnInfo[], hasKeyIndex: boolean): string | null {
  const key = columns.filter(([, , position]) => position > 0n);
  const [only] = key;
  // An INTEGER PRIMARY KEY with an index of its own (DESC) is a column like any other.
  if (key.length === 1 && only?.[1].toUpperCase() === "INTEGER" && !hasKeyIndex) return only[0];
  const taken = new Set(columns.map(([name]) => name.toLowerCase()));
  return ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name)) ?? null;
}

export function readShape(file: SqliteSourceFile, table: string, isWithoutRowid: boolean): TableShape {
  const info = file.rows<ColumnInfo>("select name, type, pk from pragma_table_info(?) order by cid", [table]);
  const indexes = file.rows<[string, string]>('select name, origin from pragma_index_list(?) where "unique" = 1 and partial = 0', [
    table,
  ]);
  const key = info.filter(([, , position]) => position > 0n).toSorted((left, right) => Number(left[2] - right[2]));
  const rowid = isWithoutRowid
    ? null
    : rowidOf(
        info,
        indexes.some(([, origin]) => origin === "pk"),
      );
  const unique = indexes
    .map(([name]) => file.rows<[string | null]>("select name from pragma_index_info(?)", [name]))
    .flatMap((columns) => (columns.length === 1 ? (columns[0]?.[0] ?? []) : []));
  const order = isWithoutRowid ? key.map(([name]) => name) : rowid === null ? [] : [rowid];
  if (key.length === 1 && key[0]) unique.push(key[0][0]);
  return { columns: info.map(([name]) => name), order, uniqueColumns: new Set(unique) };
}

/** A place in the table's order as text: an integer where it is one, else JSON. */
export function toPosition(values: readonly SourceValue[]): string {
  const [only] = values;
  return values.length === 1 && typeof only === "bigint" ? String(only) : JSON.stringify(values.map(toTaggedJson));
}

export function fromPosition(position: string): SourceValue[] {
  // Safe: `toPosition` makes nothing else.
  return position.startsWith("[")
    ? (JSON.parse(position) as Parameters<typeof fromTaggedJson>[0][]).map(fromTaggedJson)
    : [BigInt(position)];
}
