import { sqliteTables } from "../tables/index.ts";
import { createDb, type OpenTransaction } from "../transactions.ts";
import type { Store } from "../types.ts";
import { SqliteFile } from "./file.ts";
import { sqliteQueries } from "./queries.ts";

/** Waits for the write lock, then opens the transaction; the lock is let go by `release`. */
async function begin(file: SqliteFile): Promise<OpenTransaction> {
  const ready = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const held = file.lock.run(async () => {
    await file.patiently(() => file.runOnWriter("begin immediate", [], "object"));
    ready.resolve();
    await finished.promise;
  });
  held.catch(ready.reject);
  await ready.promise;
  return {
    queries: (check) =>
      sqliteQueries(async (sql, params, mode) => {
        check();
        return file.runOnWriter(sql, params, mode);
      }),
    execute: async (statement) => {
      // SQLite has rolled back by itself after a full disk or an I/O error.
      if (statement === "rollback" && !file.writerDatabase.inTransaction) return;
      file.runOnWriter(statement, [], "object");
    },
    release: () => finished.resolve(),
  };
}

export function openSqliteStore(path: string): Store {
  const file = SqliteFile.open(path);
  const db = createDb({
    dialect: "sqlite",
    tables: sqliteTables,
    queries: (check) =>
      sqliteQueries(async (sql, params, mode) => {
        check();
        return file.run(sql, params, mode);
      }),
    begin: () => begin(file),
    isRetryable: () => false,
  });
  const close = () => file.close();
  return {
    db,
    ping: async () => void (await file.run("select 1", [], "array")),
    close,
    [Symbol.asyncDispose]: close,
  };
}
