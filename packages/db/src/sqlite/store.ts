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
    queries: (guard) => sqliteQueries((sql, params, mode) => guard(async () => file.runOnWriter(sql, params, mode))),
    // After a full disk there is nothing left to roll back; that this fails then changes nothing.
    execute: async (statement) => void file.runOnWriter(statement, [], "object"),
    release: () => finished.resolve(),
  };
}

export function openSqliteStore(path: string): Store {
  const file = SqliteFile.open(path);
  let closed: Promise<void> | undefined;
  // Another store of this process may go on with the same file; this one must not.
  const use = () => {
    if (closed) throw new Error("This database has been closed.");
    return file;
  };
  const close = () => (closed ??= file.close());
  const db = createDb({
    dialect: "sqlite",
    tables: sqliteTables,
    queries: (guard) => sqliteQueries((sql, params, mode) => guard(async () => use().run(sql, params, mode))),
    begin: async () => begin(use()),
    isRetryable: () => false,
    changeCount: () => use().changeCount(),
  });
  return {
    db,
    ping: async () => void (await use().run("select 1", [], "array")),
    close,
    [Symbol.asyncDispose]: close,
  };
}
