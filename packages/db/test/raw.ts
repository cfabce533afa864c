import Database from "better-sqlite3";
import pg from "pg";
import { parseDatabaseUrl } from "../src/url.ts";

/** A connection beside the data layer: it plants what the layer would refuse, and sees what is really stored. */
export interface Raw extends AsyncDisposable {
  all(sql: string, params?: unknown[]): Promise<unknown[]>;
}

export async function openRaw(url: string): Promise<Raw> {
  const location = parseDatabaseUrl(url);
  if (location.dialect === "sqlite") {
    const database = new Database(location.path);
    return {
      all: async (sql, params = []) => {
        const statement = database.prepare(sql);
        return statement.reader ? statement.all(...params) : (statement.run(...params), []);
      },
      [Symbol.asyncDispose]: async () => void database.close(),
    };
  }
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return { all: async (sql, params) => (await client.query<object>(sql, params)).rows, [Symbol.asyncDispose]: () => client.end() };
}

/** Runs statements on a connection of their own. */
export async function plant(url: string, ...statements: string[]): Promise<void> {
  await using raw = await openRaw(url);
  for (const statement of statements) await raw.all(statement);
}
