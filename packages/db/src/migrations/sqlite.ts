import type Database from "better-sqlite3";
import { SqliteFile } from "../sqlite/file.ts";
import { type Migration, pendingMigrations, readMigrations } from "./read.ts";

const CREATE =
  "create table if not exists applied_migration (name text primary key not null, hash text not null, applied_at integer not null)";

function applyAll(database: Database.Database, known: Migration[]): string[] {
  database.exec("begin immediate");
  try {
    database.exec(CREATE);
    const applied = database.prepare<[], { name: string; hash: string }>("select name, hash from applied_migration").all();
    const pending = pendingMigrations(known, applied);
    for (const { name, hash, statements } of pending) {
      for (const statement of statements) database.exec(statement);
      database.prepare("insert into applied_migration values (?, ?, ?)").run(name, hash, Date.now());
    }
    const broken = pending.length > 0 ? database.pragma("foreign_key_check") : [];
    if (Array.isArray(broken) && broken.length > 0) {
      throw new Error(
        `The migrations would leave ${broken.length} rows that refer to nothing; nothing was changed. First: ${JSON.stringify(broken[0])}`,
      );
    }
    database.exec("commit");
    return pending.map(({ name }) => name);
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
}

/**
 * Applies what is missing, all or nothing, and returns the names. Foreign keys are off meanwhile: SQLite rebuilds a table
 * by dropping it, which with foreign keys on would delete the rows of its children.
 */
export async function migrateSqlite(path: string, folder?: string): Promise<string[]> {
  const file = SqliteFile.open(path);
  try {
    return await file.lock.run(() =>
      file.patiently(() => {
        const database = file.writerDatabase;
        database.pragma("foreign_keys = OFF");
        try {
          return applyAll(database, readMigrations("sqlite", folder));
        } finally {
          database.pragma("foreign_keys = ON");
        }
      }),
    );
  } finally {
    await file.close();
  }
}
