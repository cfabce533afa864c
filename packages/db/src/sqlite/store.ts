import { sqliteTables } from "../tables/index.ts";
import { createDb, type OpenTransaction } from "../transactions.ts";
import type { Store, TransactionOptions } from "../types.ts";
import { sqliteBulkCheck, sqliteBulkInsert, sqliteBulkRead } from "./bulk.ts";
import { SqliteFile } from "./file.ts";
import { sqliteQueries } from "./queries.ts";

/** Waits for the write lock, then opens the transaction; the lock is let go by `release`. */
async function begin(file: SqliteFile, { isDurable }: Required<TransactionOptions>): Promise<OpenTransaction> {
  const ready = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const hold = async () => {
    await file.patiently(() => file.runOnWriter("begin immediate", [], "object"));
    ready.resolve();
    await finished.promise;
  };
  const held = file.lock.run(() => (isDurable ? hold() : file.withoutWaitingForDisk(hold)));
  held.catch(ready.reject);
  await ready.promise;
  return {
    queries: (guard) => sqliteQueries((sql, params, mode) => guard(async () => file.runOnWriter(sql, params, mode))),
    bulkInsert: async (insert) => file.withWriter((statements) => sqliteBulkInsert(statements, insert)),
    bulkCheck: async (check) => file.withWriter((statements) => sqliteBulkCheck(statements, check)),
    bulkRead: async (read) => file.withWriter((statements) => sqliteBulkRead(statements, read)),
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
    begin: async (options) => begin(use(), options),
    bulkCheck: (check) => use().patiently(() => use().withReader((statements) => sqliteBulkCheck(statements, check))),
    bulkRead: (read) => use().patiently(() => use().withReader((statements) => sqliteBulkRead(statements, read))),
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
