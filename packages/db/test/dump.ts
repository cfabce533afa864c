import { parseDatabaseUrl } from "../src/url.ts";
import { openRaw, type Raw } from "./raw.ts";

const POSTGRES_SCHEMA = [
  `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`,
  "select tablename, indexdef from pg_indexes where schemaname = 'public' order by indexname",
  `select conrelid::regclass::text as name, pg_get_constraintdef(oid) as definition from pg_constraint
   where connamespace = 'public'::regnamespace order by conname`,
];
const POSTGRES_TABLES = "select table_name as name from information_schema.tables where table_schema = 'public' order by 1";
const SQLITE_SCHEMA = ["select type, name, tbl_name, sql from sqlite_schema order by type, name"];
const SQLITE_TABLES = "select name from sqlite_schema where type = 'table' order by name";

const nameOf = (row: unknown): string[] => (typeof row === "object" && row !== null && "name" in row ? [String(row.name)] : []);

async function dumpWith(raw: Raw, statements: string[]): Promise<unknown[]> {
  const parts: unknown[] = [];
  for (const statement of statements) parts.push(await raw.all(statement));
  return parts;
}

/** Everything in a database, schema and rows, to compare with itself at another time. */
export async function dump(url: string): Promise<string> {
  await using raw = await openRaw(url);
  const isSqlite = parseDatabaseUrl(url).dialect === "sqlite";
  const schema = await dumpWith(raw, isSqlite ? SQLITE_SCHEMA : POSTGRES_SCHEMA);
  const tables = (await raw.all(isSqlite ? SQLITE_TABLES : POSTGRES_TABLES)).flatMap(nameOf);
  const rows = await dumpWith(
    raw,
    tables.map((table) => `select * from "${table}" order by 1`),
  );
  return JSON.stringify({ schema, tables, rows }, null, 1);
}
