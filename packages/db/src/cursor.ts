import { AppError } from "@causeway/contract";
import { type SQL, type SQLWrapper, and, asc, desc, eq, gt, gte, lt, lte, or } from "drizzle-orm";

/** A column to page by. The last key of a list must be unique, so that no row is shown twice or left out. */
export interface PageKey<TRow> {
  column: SQLWrapper;
  order: "asc" | "desc";
  /** The row's value of the column. Instants are carried in milliseconds. */
  value: (row: TRow) => string | number | Date;
}

type CursorValue = string | number | { ms: number };

const refuse = () =>
  new AppError({
    code: "BAD_REQUEST",
    reason: "CURSOR_INVALID",
    message: "This page does not exist. Start again from the first page.",
  });

function encodeCursor<TRow>(keys: readonly PageKey<TRow>[], row: TRow): string {
  const values = keys.map(({ value }): CursorValue => {
    const at = value(row);
    return at instanceof Date ? { ms: at.getTime() } : at;
  });
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

function decodeCursor(cursor: string, count: number): (string | number | Date)[] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw refuse();
  }
  if (!Array.isArray(values) || values.length !== count) throw refuse();
  return values.map((value: unknown) => {
    if (typeof value === "string" || typeof value === "number") return value;
    if (typeof value === "object" && value !== null && "ms" in value && Number.isSafeInteger(value.ms))
      return new Date(Number(value.ms));
    throw refuse();
  });
}

/** Rows strictly after the cursor's, in the order of the keys. */
function after<TRow>(keys: readonly PageKey<TRow>[], values: (string | number | Date)[]): SQL | undefined {
  const alternatives = keys.map((key, index) => {
    const equal = keys.slice(0, index).map((earlier, at) => eq(earlier.column, values[at]));
    const beyond = key.order === "asc" ? gt(key.column, values[index]) : lt(key.column, values[index]);
    return and(...equal, beyond);
  });
  const [first] = keys;
  if (!first) return undefined;
  // The bound on the first key alone is implied, but it is what lets both databases start in the middle of an index.
  const bound = first.order === "asc" ? gte(first.column, values[0]) : lte(first.column, values[0]);
  return and(bound, or(...alternatives));
}

/**
 * Cursor paging over any select: pass `where` and `orderBy` to the query with `limit`, then its rows to `page`.
 * Throws `CURSOR_INVALID` on a cursor that is not of this list.
 */
export function paginate<TRow>({
  keys,
  cursor,
  limit,
}: {
  keys: readonly PageKey<TRow>[];
  cursor: string | undefined;
  limit: number;
}) {
  return {
    where: cursor === undefined ? undefined : after(keys, decodeCursor(cursor, keys.length)),
    orderBy: keys.map(({ column, order }) => (order === "asc" ? asc(column) : desc(column))),
    /** One row more than the page, to see whether there is another page. */
    limit: limit + 1,
    page(rows: TRow[]): { items: TRow[]; nextCursor: string | null } {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keys, last) : null };
    },
  };
}
