import pg from "pg";

const RELATIONS =
  "pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname !~ '^pg_' and nspname <> 'information_schema'";

/**
 * Everything but rows. Whatever a test adds to the schema or changes in it is a younger row of a catalogue, and whatever it takes away
 * one row less.
 */
const CATALOGUES = [
  "pg_class",
  "pg_attribute",
  "pg_attrdef",
  "pg_constraint",
  "pg_index",
  "pg_trigger",
  "pg_proc",
  "pg_type",
  "pg_namespace where nspname !~ '^pg_(toast_)?temp'",
  // It is of all databases; parallel tests change theirs.
  "pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())",
];
const SHAPE = CATALOGUES.map((catalogue) => `select count(*), max(xmin::text::bigint) from ${catalogue}`).join(" union all ");

/** What a database of a template looked like before anybody wrote to it. */
export interface FreshState {
  shape: string;
  /** Tables with rows, by their quoted names, and how many. */
  filled: ReadonlyMap<string, number>;
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from ${RELATIONS} and relkind in ('r', 'p') order by 1`,
  );
  return rows.map(({ name }) => name);
}

async function readShape(client: pg.Client): Promise<string> {
  const { rows } = await client.query(SHAPE);
  return JSON.stringify(rows);
}

async function countRows(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]?.count);
}

async function connected<TResult>(url: string, work: (client: pg.Client) => Promise<TResult>): Promise<TResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function readFreshState(url: string): Promise<FreshState> {
  return connected(url, async (client) => {
    const filled = new Map<string, number>();
    for (const table of await listTables(client)) {
      const count = await countRows(client, table);
      if (count > 0) filled.set(table, count);
    }
    return { shape: await readShape(client), filled };
  });
}

/** Other clients; the server's own workers come and go. */
const OTHERS = `select from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
/** Ends when nobody else is connected, or when it has waited for a second. */
const WAIT_UNTIL_ALONE = `do $$ begin
  for turn in 1..100 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (${OTHERS});
    perform pg_sleep(0.01);
  end loop;
end $$`;

/**
 * Takes every row out that the template did not have; far quicker than another copy of the template. False, and nothing is promised of
 * the database, where it cannot be as it was: its schema was changed, the template's own rows were, or somebody is still connected.
 */
export async function resetDatabase(url: string, fresh: FreshState): Promise<boolean> {
  return connected(url, async (client) => {
    await client.query(WAIT_UNTIL_ALONE);
    const { rowCount: others } = await client.query(OTHERS);
    if (others !== 0 || (await readShape(client)) !== fresh.shape) return false;
    for (const [table, count] of fresh.filled) if ((await countRows(client, table)) !== count) return false;
    const emptied = (await listTables(client)).filter((table) => !fresh.filled.has(table));
    // References are not looked at: in the end no row is left to refer to another.
    await client.query(
      ["begin", "set local session_replication_role = replica", ...emptied.map((table) => `delete from ${table}`), "commit"].join(
        ";",
      ),
    );
    return true;
  });
}
