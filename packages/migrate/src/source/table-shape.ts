import { RawText, type SourceValue } from "../values/source-value.ts";
import { fromTaggedJson, toTaggedJson } from "../values/tagged-json.ts";
import type { SqliteSourceFile } from "./sqlite-file.ts";

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** What is needed to read a table in steps. */
export interface TableShape {
  columns: string[];
  /** Columns that no two rows have the same values in, by which the table is read: its rowid, or its primary key. */
  order: readonly string[];
  /** True where that is the rowid, an integer. */
  isByRowid: boolean;
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
  // Generated columns have values like any other; what is hidden (1) belongs to virtual tables.
  const info = file.rows<ColumnInfo>("select name, type, pk from pragma_table_xinfo(?) where hidden <> 1 order by cid", [table]);
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
  return { columns: info.map(([name]) => name), order, isByRowid: rowid !== null, uniqueColumns: new Set(unique) };
}

/** What has to be selected to know a row's place: of a key that may be text also the bytes. */
export function placeColumns({ order, isByRowid }: TableShape): string[] {
  const names = order.map(quote);
  return isByRowid ? names : [...names, ...names.map((name) => `cast(${name} as blob)`)];
}

/** The place that `placeColumns` gave. Text of which the driver has replaced bytes would stand elsewhere in the order. */
export function readPlace({ order, isByRowid }: TableShape, selected: readonly SourceValue[]): SourceValue[] {
  const values = selected.slice(0, order.length);
  if (isByRowid) return values;
  return values.map((value, at) => {
    const bytes = selected[order.length + at];
    const isDoubtful = typeof value === "string" && value.includes("\uFFFD") && bytes instanceof Uint8Array;
    return isDoubtful && !Buffer.from(value).equals(bytes) ? new RawText(bytes) : value;
  });
}

/** The places of a statement for these values: text that is none to the driver can only be handed over as bytes. */
export const marks = (values: readonly SourceValue[]): string =>
  values.map((value) => (value instanceof RawText ? "cast(? as text)" : "?")).join(", ");

export const parametersOf = (values: readonly SourceValue[]) =>
  values.map((value) => (value instanceof RawText ? value.bytes : value));

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
