import type pg from "pg";
import { databaseExists, withDatabase } from "./admin.ts";
import { templateName } from "./names.ts";

export interface PostgresTemplate {
  /** Says what `prepare` makes, such as a digest of the migrations: the same key must mean the same content. */
  key: string;
  /** Fills an empty database, and leaves no connection to it open. Called once per key and server. */
  prepare(url: string): Promise<void>;
}

/** Makes the template unless the server has it, and returns its name. To be called under the lock of `withAdmin`. */
export async function ensureTemplate(options: { admin: pg.Client; adminUrl: string; template: PostgresTemplate }): Promise<string> {
  const { admin, adminUrl, template } = options;
  const name = templateName(template.key);
  if (await databaseExists(admin, name)) return name;
  // Renamed when it is whole: a template of that name is never half prepared.
  const building = `${name}_building`;
  await admin.query(`drop database if exists ${building} with (force)`);
  await createEmptyDatabase(admin, building);
  try {
    await template.prepare(withDatabase(adminUrl, building));
    await admin.query(`alter database ${building} with allow_connections false`);
    await admin.query(`alter database ${building} rename to ${name}`);
  } catch (error) {
    await admin.query(`drop database if exists ${building} with (force)`);
    throw error;
  }
  return name;
}

/** Text is compared by its bytes (collation C), as SQLite does and whatever the server's own default is. */
export async function createEmptyDatabase(admin: pg.Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ version: number }>("select current_setting('server_version_num')::int as version");
  // The choice of a provider came with version 15; before it there was only this one.
  const provider = (rows[0]?.version ?? 0) >= 150_000 ? "locale_provider libc" : "";
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C' ${provider}`);
}
