import { createHash } from "node:crypto";
import { AppError } from "@causeway/contract";
import {
  type AnyColumn,
  Column,
  SQL,
  type SQLWrapper,
  and,
  asc,
  desc,
  eq,
  getColumnTable,
  getTableName,
  gt,
  gte,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  sql,
} from "drizzle-orm";
import { ascNullsFirst, descNullsLast } from "./functions.ts";

type KeyValue = string | number | Date | null;

/**
 * What to page by: a column of text, integers or instants, or text made of one column, such as `fn.bytewise(name)`. The
 * last key of a list must be unique, so that no row is shown twice or left out. NULL counts as the lowest value.
 */
export type PageKey<TRow> = { order: "asc" | "desc" } & (
  | { column: AnyColumn; value: (row: TRow) => KeyValue }
  | { column: SQL<string>; value: (row: TRow) => string | null }
);
interface Key {
  column: SQLWrapper;
  order: "asc" | "desc";
}

const refuse = () =>
  new AppError({
    code: "BAD_REQUEST",
    reason: "CURSOR_INVALID",
    message: "This page does not exist. Start again from the first page.",
  });

function baseColumn({ column }: Key): AnyColumn | undefined {
  if (column instanceof Column) return column;
  return column instanceof SQL ? column.queryChunks.find((chunk) => chunk instanceof Column) : undefined;
}

/** False only where the database promises it: an index then serves the order as it is. */
const isNullable = (key: Key): boolean => !baseColumn(key)?.notNull;

/** Tells the cursors of one list and order from those of another. */
function tagOf(keys: readonly Key[]): string {
  const names = keys.map((key) => {
    const column = baseColumn(key);
    return [key.order, column && getTableName(getColumnTable(column)), column?.name];
  });
  return createHash("sha256").update(JSON.stringify(names)).digest("base64url").slice(0, 6);
}

function encodeCursor<TRow>(keys: readonly PageKey<TRow>[], row: TRow): string {
  const values = keys.map(({ value }) => {
    const at = value(row);
    return at instanceof Date ? { ms: at.getTime() } : at;
  });
  return Buffer.from(JSON.stringify([tagOf(keys), ...values])).toString("base64url");
}

/** The value as the key's column takes it. Cursors come from outside, so it may be of any kind. */
function readValue(key: Key, value: unknown): KeyValue {
  if (value === null && isNullable(key)) return null;
  if (!(key.column instanceof Column) || key.column.getSQLType() === "text") {
    if (typeof value !== "string" || value.includes("\0")) throw refuse();
    return value;
  }
  const read = typeof value === "object" && value !== null && "ms" in value ? new Date(Number(value.ms)) : value;
  if (typeof read !== "number" && !(read instanceof Date)) throw refuse();
  try {
    key.column.mapToDriverValue(read);
  } catch {
    throw refuse();
  }
  return read;
}

function decodeCursor(keys: readonly Key[], cursor: string): KeyValue[] {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw refuse();
  }
  if (!Array.isArray(decoded) || decoded.length !== keys.length + 1 || decoded[0] !== tagOf(keys)) throw refuse();
  return keys.map((key, index) => readValue(key, decoded[index + 1]));
}

const equal = ({ column }: Key, value: KeyValue) => (value === null ? isNull(column) : eq(column, value));

function beyond(key: Key, value: KeyValue): SQL | undefined {
  const { column, order } = key;
  if (order === "asc") return value === null ? isNotNull(column) : gt(column, value);
  if (value === null) return sql`1 = 0`;
  return isNullable(key) ? or(lt(column, value), isNull(column)) : lt(column, value);
}

/** Implied by the rest, but it is what lets both databases start in the middle of an index. */
function bound(key: Key, value: KeyValue): SQL | undefined {
  const { column, order } = key;
  if (order === "asc") return value === null ? undefined : gte(column, value);
  if (value === null) return isNull(column);
  return isNullable(key) ? or(lte(column, value), isNull(column)) : lte(column, value);
}

/** Rows strictly after the cursor's, in the order of the keys. */
function after(keys: readonly Key[], values: readonly KeyValue[]): SQL | undefined {
  const positions = keys.map((key, index) => ({ key, value: values[index] ?? null }));
  const [first] = positions;
  const alternatives = positions.map(({ key, value }, index) =>
    and(...positions.slice(0, index).map((earlier) => equal(earlier.key, earlier.value)), beyond(key, value)),
  );
  return first && and(bound(first.key, first.value), or(...alternatives));
}

function orderOf(key: Key): SQL {
  const { column, order } = key;
  if (isNullable(key)) return order === "asc" ? ascNullsFirst(column) : descNullsLast(column);
  return order === "asc" ? asc(column) : desc(column);
}

export interface PaginateOptions<TRow> {
  keys: readonly PageKey<TRow>[];
  cursor: string | undefined;
  limit: number;
}

/**
 * Cursor paging over any select: pass `where` and `orderBy` to the query with `limit`, then its rows to `page`.
 * Throws `CURSOR_INVALID` on a cursor that is not of this list and order.
 */
export function paginate<TRow>({ keys, cursor, limit }: PaginateOptions<TRow>) {
  return {
    where: cursor === undefined ? undefined : after(keys, decodeCursor(keys, cursor)),
    orderBy: keys.map(orderOf),
    /** One row more than the page, to see whether there is another page. */
    limit: limit + 1,
    page(rows: TRow[]): { items: TRow[]; nextCursor: string | null } {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keys, last) : null };
    },
  };
}
