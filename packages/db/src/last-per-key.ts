/**
 * The last row of each key, in the order of the keys' first appearance. For batches of one upsert: Postgres refuses a
 * statement that names a row twice, where SQLite lets the last one win.
 */
export function lastPerKey<TRow>(rows: readonly TRow[], keyOf: (row: TRow) => string | number): TRow[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
