import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Dialect } from "./types.ts";

/** What the two databases spell differently, by what it means. */
export interface DialectFunctions {
  /** Lower case of the ASCII letters only; all other characters stay. */
  lowerAscii(text: SQLWrapper): SQL<string>;
  /** Text as it sorts and compares by its bytes, whatever collation the database was created with. */
  bytewise(text: SQLWrapper): SQL<string>;
  /** `YYYY-MM-DD` in UTC of an instant column. */
  utcDay(instant: SQLWrapper): SQL<string>;
  /** SQL LIKE with ASCII letters in either case and backslash as the escape; at the end, with nothing to escape, it is itself. */
  likeAscii(text: SQLWrapper, pattern: string): SQL<boolean>;
  /** An aggregate: the texts of a group with a space between them, in any order; NULL where there are none. */
  joined(text: SQLWrapper): SQL<string | null>;
}

/** Postgres refuses a pattern that ends in an escape, and only when a row gets that far. */
function withoutOpenEscape(pattern: string): string {
  const isOpen = (/\\*$/.exec(pattern)?.[0].length ?? 0) % 2 === 1;
  return isOpen ? `${pattern}\\` : pattern;
}

const sqliteFunctions: DialectFunctions = {
  lowerAscii: (text) => sql`lower(${text})`,
  bytewise: (text) => sql`${text}`,
  utcDay: (instant) => sql`strftime('%Y-%m-%d', ${instant} / 1000.0, 'unixepoch')`,
  likeAscii: (text, pattern) => sql`${text} like ${withoutOpenEscape(pattern)} escape '\\'`.mapWith(Boolean),
  joined: (text) => sql`group_concat(${text}, ' ')`,
};

const postgresFunctions: DialectFunctions = {
  lowerAscii: (text) => sql`lower(${text} collate "C")`,
  bytewise: (text) => sql`${text} collate "C"`,
  utcDay: (instant) => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD')`,
  likeAscii: (text, pattern) =>
    sql`lower(${text} collate "C") like lower(${withoutOpenEscape(pattern)} collate "C") escape '\\'`.mapWith(Boolean),
  joined: (text) => sql`string_agg(${text}, ' ')`,
};

export function dialectFunctions(dialect: Dialect): DialectFunctions {
  return dialect === "sqlite" ? sqliteFunctions : postgresFunctions;
}

/** A LIKE pattern for rows that contain `text` as it stands. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** A LIKE pattern for rows that begin with `text` as it stands. */
export function prefixPattern(text: string): string {
  return containsPattern(text).slice(1);
}

/** Ascending with NULL before everything else, as SQLite has it and Postgres by itself has not. */
export function ascNullsFirst(column: SQLWrapper): SQL {
  return sql`${column} asc nulls first`;
}

/** Descending with NULL after everything else: the exact reverse of `ascNullsFirst`. */
export function descNullsLast(column: SQLWrapper): SQL {
  return sql`${column} desc nulls last`;
}
