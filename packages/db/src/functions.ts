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
  /** SQL LIKE with ASCII letters in either case and backslash as the escape. */
  likeAscii(text: SQLWrapper, pattern: string): SQL<boolean>;
}

const sqliteFunctions: DialectFunctions = {
  lowerAscii: (text) => sql`lower(${text})`,
  bytewise: (text) => sql`${text}`,
  utcDay: (instant) => sql`strftime('%Y-%m-%d', ${instant} / 1000.0, 'unixepoch')`,
  likeAscii: (text, pattern) => sql`${text} like ${pattern} escape '\\'`,
};

const postgresFunctions: DialectFunctions = {
  lowerAscii: (text) => sql`lower(${text} collate "C")`,
  bytewise: (text) => sql`${text} collate "C"`,
  utcDay: (instant) => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD')`,
  likeAscii: (text, pattern) => sql`lower(${text} collate "C") like lower(${pattern} collate "C") escape '\\'`,
};

export function dialectFunctions(dialect: Dialect): DialectFunctions {
  return dialect === "sqlite" ? sqliteFunctions : postgresFunctions;
}

/** A LIKE pattern for rows that contain `text` as it stands. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
