import pg from "pg";
import { pendingMigrations, readMigrations } from "./read.ts";

/** Any constant of our own: processes that start together take their turns on it. */
const LOCK = 4_027_115_503;
const CREATE =
  "create table if not exists applied_migration (name text primary key, hash text not null, applied_at timestamptz not null default now())";

/** Without the password. AggregateError, of a name with several addresses, has its texts inside. */
function cannotOpen(client: pg.Client, error: unknown): Error {
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [error];
  const text = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause))).join("; ");
  return new Error(`The Postgres database ${client.database} on ${client.host}:${client.port} cannot be opened: ${text}`, {
    cause: error,
  });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A lost connection fails the statement that is running; unheard, it would end the process as well.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw cannotOpen(client, error);
  }
}

/** Applies what is missing, all or nothing, under a lock that other starting processes wait for; returns the names. */
export async function migratePostgres(url: string, folder?: string): Promise<string[]> {
  const client = await connect(url);
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await client.query(CREATE);
    const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from applied_migration");
    const pending = pendingMigrations(readMigrations("postgres", folder), rows);
    for (const { name, hash, statements } of pending) {
      for (const statement of statements) await client.query(statement);
      await client.query("insert into applied_migration (name, hash) values ($1, $2)", [name, hash]);
    }
    await client.query("commit");
    return pending.map(({ name }) => name);
  } finally {
    // Closing the connection rolls back whatever was not committed and lets the lock go.
    await client.end();
  }
}
