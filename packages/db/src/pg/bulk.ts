import type { QueryArrayConfig, QueryArrayResult, QueryResult } from "pg";
import { type BulkColumn, bulkColumns, insertParts, tableName } from "../bulk.ts";
import type { BulkCheck, BulkInsert, BulkRead } from "../types.ts";

type Run = (text: string, params: unknown[]) => Promise<QueryResult>;
type RunRows = (query: QueryArrayConfig, params: unknown[]) => Promise<QueryArrayResult<unknown[]>>;

/** What one message may hold stays far below the protocol's limit of 1 GiB. */
const MAX_ROWS = 5000;

function* inParts(rows: BulkInsert["rows"]): Generator<{ from: number; part: BulkInsert["rows"] }> {
  for (let from = 0; from < rows.length; from += MAX_ROWS) yield { from, part: rows.slice(from, from + MAX_ROWS) };
}

const arraysOf = (columns: readonly BulkColumn[], rows: BulkInsert["rows"]) =>
  columns.map(({ property, encode }) => rows.map((row) => encode(row[property])));

/** One array per column: the statement has as many parameters as there are columns, for any number of rows. */
export async function postgresBulkInsert(run: Run, insert: BulkInsert): Promise<void> {
  const { head, tail } = insertParts(insert);
  const columns = bulkColumns(insert.table, insert.columns);
  const arrays = columns.map(({ type }, at) => `$${at + 1}::${type}[]`);
  const text = `${head} select * from unnest(${arrays.join(", ")}) ${tail}`;
  for (const { part } of inParts(insert.rows)) await run(text, arraysOf(columns, part));
}

/**
 * Each row is looked up by its key: `limit` keeps the planner from reading the whole table instead, which it prefers as long as
 * it has no statistics, as after an import.
 */
export async function postgresBulkCheck(run: Run, { table, key, columns, rows }: BulkCheck): Promise<number[]> {
  const all = bulkColumns(table, [key, ...columns]);
  // JSON has no equality of its own: what is compared is its text, in which order and spelling count.
  const arrays = all.map(({ type, isJson }, at) => `$${at + 2}::${isJson ? "text" : type}[]`);
  const pairs = all.map(({ name, isJson }, at) => ({ stored: `stored.${name}${isJson ? "::text" : ""}`, given: `given.c${at}` }));
  const [id, ...others] = pairs;
  const text = `select given.at from unnest($1::integer[], ${arrays.join(", ")}) as given(at, ${all.map((_, at) => `c${at}`).join(", ")})
    left join lateral (select * from ${tableName(table)} as stored where ${id?.stored} = ${id?.given} limit 1) as stored on true
    where ${[`${id?.stored} is null`, ...others.map(({ stored, given }) => `${stored} is distinct from ${given}`)].join(" or ")}`;
  const unequal: number[] = [];
  for (const { from, part } of inParts(rows)) {
    const result = await run(text, [part.map((_, at) => from + at), ...arraysOf(all, part)]);
    for (const { at } of result.rows) unequal.push(Number(at));
  }
  return unequal.toSorted((left, right) => left - right);
}

/** How a column is read in the form that SQLite stores it in; all that are not named are text or bytes. */
const STORED_FORM: Readonly<Record<string, (name: string) => string>> = {
  "timestamp(3) with time zone": (name) => `(extract(epoch from ${name}) * 1000)::double precision`,
  bigint: (name) => `${name}::double precision`,
  boolean: (name) => `${name}::integer`,
  json: (name) => `${name}::text`,
};

export async function postgresBulkRead(run: RunRows, { table, by, columns, limit }: BulkRead): Promise<unknown[][]> {
  const [order, ...read] = bulkColumns(table, [by.property, ...columns]);
  const values = read.map(({ name, type }) => STORED_FORM[type]?.(name) ?? name).join(", ");
  const text = `select ${values} from ${tableName(table)} where ${order?.name} between $1 and $2 order by ${order?.name} limit $3`;
  return (await run({ text, rowMode: "array" }, [by.from, by.to, limit])).rows;
}
