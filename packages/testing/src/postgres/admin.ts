import pg from "pg";

/** Any number, the same in every process: it orders those who make templates and databases on one server. */
const LOCK = 7_226_001;

/** Runs `work` on the administrative database while nobody else, in any process, makes or drops a database through this function. */
export async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Ends with the connection, so a killed test run does not keep it.
    await admin.query("select pg_advisory_lock($1)", [LOCK]);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

export async function databaseExists(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
  return rowCount === 1;
}

/** `url` with another database in its path. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
