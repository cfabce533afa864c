import type { Db } from "@causeway/db";

/** Everything an import leaves behind, but for the runs themselves: two databases with equal dumps hold the same. */
export async function dump({ db }: { db: Db }): Promise<Record<string, string[]>> {
  const { importRun: _run, importProgress: _progress, ...tables } = db.tables;
  const dumped: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    // Safe: a select without columns asks nothing of the table's type.
    const rows = await db.select().from(table as typeof tables.user);
    dumped[name] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return dumped;
}
