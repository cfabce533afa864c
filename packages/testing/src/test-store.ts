import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dialect, migrate, openStore, readMigrations, type Store } from "@causeway/db";
import { createPostgresDatabase } from "./postgres/index.ts";

/** Both databases: every data suite runs on each. */
export const DIALECTS = ["sqlite", "postgres"] as const satisfies Dialect[];

export interface TestStore extends AsyncDisposable {
  store: Store;
  /** As in `DATABASE_URL`. */
  url: string;
}

async function sqliteDatabase() {
  const folder = await mkdtemp(join(tmpdir(), "causeway-test-"));
  const url = `file:${join(folder, "test.db")}`;
  await migrate(url);
  return { url, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

const postgresDatabase = () =>
  createPostgresDatabase({
    template: {
      key: readMigrations("postgres")
        .map(({ hash }) => hash)
        .join(" "),
      prepare: async (url) => void (await migrate(url)),
    },
  });

/** A fresh, migrated database of the caller's own, gone at disposal. */
export async function openTestStore(dialect: Dialect): Promise<TestStore> {
  const database = dialect === "sqlite" ? await sqliteDatabase() : await postgresDatabase();
  const store = openStore(database.url);
  return {
    store,
    url: database.url,
    async [Symbol.asyncDispose]() {
      await store.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
