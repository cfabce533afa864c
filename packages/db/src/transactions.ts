import { AsyncLocalStorage } from "node:async_hooks";
import { dialectFunctions } from "./functions.ts";
import { Mutex } from "./mutex.ts";
import type { Tables } from "./tables/index.ts";
import type { Db, Dialect, Queries } from "./types.ts";

/** One connection with an open transaction on it. */
export interface OpenTransaction {
  /** The query builder over this connection. `check` is called before every statement. */
  queries(check: () => void): Queries;
  execute(statement: string): Promise<void>;
  /** Gives the connection back; with an error, the connection is thrown away. */
  release(error?: unknown): void;
}

/** What a database supplies; savepoints, guards, retry and closing are the same for both. */
export interface TransactionSource {
  dialect: Dialect;
  tables: Tables;
  /** The query builder outside transactions. `check` is called before every statement. */
  queries(check: () => void): Queries;
  begin(): Promise<OpenTransaction>;
  /** True when the whole transaction may be tried again. */
  isRetryable(error: unknown): boolean;
}

/** How often a transaction is run before its serialization failure is given to the caller. */
const MAX_ATTEMPTS = 12;

/** A handle that was used after its end, or beside the transaction it should have used: a defect in the caller. */
export class TransactionMisuseError extends Error {
  override readonly name = "TransactionMisuseError";
}

class Scope {
  isOpen = true;
  hasChild = false;
  readonly children = new Mutex();
  readonly source: TransactionSource;
  readonly depth: number;

  constructor(source: TransactionSource, depth: number) {
    this.source = source;
    this.depth = depth;
  }

  check(): void {
    if (!this.isOpen) throw new TransactionMisuseError("This transaction has ended; its handle cannot be used any more.");
    if (this.hasChild) throw new TransactionMisuseError("An inner transaction is open; use the handle it was given.");
  }
}

const innermost = new AsyncLocalStorage<Scope>();

function handle(source: TransactionSource, queries: Queries, transaction: Db["transaction"]): Db {
  const db: Db = {
    dialect: source.dialect,
    tables: source.tables,
    fn: dialectFunctions(source.dialect),
    select: queries.select.bind(queries),
    selectDistinct: queries.selectDistinct.bind(queries),
    insert: queries.insert.bind(queries),
    update: queries.update.bind(queries),
    delete: queries.delete.bind(queries),
    with: queries.with.bind(queries),
    $with: queries.$with,
    $count: queries.$count.bind(queries),
    transaction,
  };
  return db;
}

function scopedHandle(open: OpenTransaction, scope: Scope): Db {
  return handle(
    scope.source,
    open.queries(() => scope.check()),
    (fn) => scope.children.run(() => savepoint(open, scope, fn)),
  );
}

async function savepoint<TResult>(open: OpenTransaction, parent: Scope, fn: (tx: Db) => Promise<TResult>): Promise<TResult> {
  parent.check();
  const scope = new Scope(parent.source, parent.depth + 1);
  const name = `nested_${scope.depth}`;
  await open.execute(`savepoint ${name}`);
  parent.hasChild = true;
  try {
    const result = await innermost.run(scope, () => fn(scopedHandle(open, scope)));
    await open.execute(`release savepoint ${name}`);
    return result;
  } catch (error) {
    await open.execute(`rollback to savepoint ${name}`);
    throw error;
  } finally {
    scope.isOpen = false;
    parent.hasChild = false;
  }
}

async function runOnce<TResult>(source: TransactionSource, fn: (tx: Db) => Promise<TResult>): Promise<TResult> {
  const open = await source.begin();
  const scope = new Scope(source, 0);
  let broken: unknown;
  try {
    const result = await innermost.run(scope, () => fn(scopedHandle(open, scope)));
    scope.isOpen = false;
    await open.execute("commit");
    return result;
  } catch (error) {
    scope.isOpen = false;
    await open.execute("rollback").catch((rollbackError: unknown) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    open.release(broken);
  }
}

async function runWithRetry<TResult>(source: TransactionSource, fn: (tx: Db) => Promise<TResult>): Promise<TResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(source, fn);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !source.isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** Math.min(attempt, 7)));
    }
  }
}

/** The database handle over one source of connections. */
export function createDb(source: TransactionSource): Db {
  const check = () => {
    const current = innermost.getStore();
    if (current?.isOpen && current.source === source) {
      throw new TransactionMisuseError("A transaction is open here; use the handle it was given instead of the database.");
    }
  };
  return handle(source, source.queries(check), async (fn) => {
    check();
    return runWithRetry(source, fn);
  });
}
