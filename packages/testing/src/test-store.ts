import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
  const file = join(folder, "test.db");
  migrated ??= readMigrated();
  await writeFile(file, await migrated);
  return { url: `file:${file}`, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** The bytes of a migrated database: a file of them is made far quicker than migrated. */
let migrated: Promise<Buffer> | undefined;

async function readMigrated(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-test-"));
  const file = join(folder, "template.db");
  await migrate(`file:${file}`);
  const bytes = await readFile(file);
  await rm(folder, { recursive: true, force: true });
  return bytes;
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
