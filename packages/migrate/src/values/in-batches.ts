/** SQLite takes 32,766 parameters in one statement and Postgres 65,535. */
const MAX_PARAMETERS = 30_000;

/** The items in groups that fit one statement, each item taking `parameters` of its parameters. */
export function* inBatches<TItem>(items: readonly TItem[], parameters = 8): Generator<TItem[]> {
  const size = Math.max(1, Math.floor(MAX_PARAMETERS / parameters));
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
