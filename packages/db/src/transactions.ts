import { AsyncLocalStorage } from "node:async_hooks";
import { dialectFunctions } from "./functions.ts";
import { Mutex } from "./mutex.ts";
import type { Tables } from "./tables/index.ts";
import type { BulkCheck, BulkInsert, BulkRead, Db, Dialect, Queries, RawPostgres, TransactionOptions } from "./types.ts";

/** Runs one statement, or refuses to. */
export type Guard = <TResult>(statement: () => Promise<TResult>) => Promise<TResult>;

/** One connection with an open transaction on it. */
export interface OpenTransaction {
  /** The query builder over this connection, every statement through `guard`. */
  queries(guard: Guard): Queries;
  /** See `Db.postgres`; left out on SQLite. */
  postgres?(guard: Guard): RawPostgres;
  bulkInsert(insert: BulkInsert): Promise<void>;
  bulkCheck(check: BulkCheck): Promise<number[]>;
  bulkRead(read: BulkRead): Promise<unknown[][]>;
  execute(statement: string): Promise<void>;
  /** Gives the connection back; with an error, the connection is thrown away. */
  release(error?: unknown): void;
}

/** What a database supplies; savepoints, guards, retry and closing are the same for both. */
export interface TransactionSource {
  dialect: Dialect;
  tables: Tables;
  /** The query builder outside transactions, every statement through `guard`. */
  queries(guard: Guard): Queries;
  /** See `Db.postgres`; left out on SQLite. */
  postgres?(guard: Guard): RawPostgres;
  begin(options: Required<TransactionOptions>): Promise<OpenTransaction>;
  /** True when the whole transaction may be tried again. */
  isRetryable(error: unknown): boolean;
  bulkCheck(check: BulkCheck): Promise<number[]>;
  bulkRead(read: BulkRead): Promise<unknown[][]>;
  /** See `Db.changeCount`; left out where the database cannot tell. */
  changeCount?(): number | null;
}

/** How often, and for how many milliseconds, a transaction is tried at least before its caller gets the serialization failure. */
const MIN_ATTEMPTS = 12;
const PATIENCE = 10_000;
/** Attempts beside everybody else. A transaction beaten more often runs beside newcomers only: luck alone loses one in a hundred. */
const FREE_ATTEMPTS = 3;

/** A handle that was used after its end, or beside the transaction it should have used: a defect in the caller. */
export class TransactionMisuseError extends Error {
  override readonly name = "TransactionMisuseError";
}

class Scope {
  #isEnded = false;
  #failure: { cause: unknown } | undefined;
  hasChild = false;
  readonly children = new Mutex();
  readonly source: TransactionSource;
  readonly parent: Scope | undefined;
  readonly depth: number;

  constructor(source: TransactionSource, parent?: Scope) {
    this.source = source;
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 0;
  }

  get isOpen(): boolean {
    return !this.#isEnded && (this.parent?.isOpen ?? true);
  }

  get root(): Scope {
    return this.parent?.root ?? this;
  }

  check(): void {
    if (!this.isOpen) throw new TransactionMisuseError("This transaction has ended; its handle cannot be used any more.");
    if (this.hasChild) throw new TransactionMisuseError("An inner transaction is open; use the handle it was given, and await it.");
    if (this.#failure) {
      throw new TransactionMisuseError(
        "A statement of this transaction has failed; put what may fail into an inner one.",
        this.#failure,
      );
    }
  }

  /** Postgres allows nothing more after a failed statement, and rolls back instead of committing: the same for both. */
  fail(cause: unknown): void {
    this.#failure ??= { cause };
  }

  readonly guard: Guard = async (statement) => {
    this.check();
    try {
      return await statement();
    } catch (error) {
      this.fail(error);
      throw error;
    }
  };

  /** Lets nothing more through. Throws when the transaction cannot be kept as a whole. */
  finish(): void {
    const failure = this.#failure;
    try {
      if (failure) throw failure.cause;
      this.check();
    } finally {
      this.#isEnded = true;
    }
  }

  abandon(): void {
    this.#isEnded = true;
  }
}

const innermost = new AsyncLocalStorage<Scope>();

function handle(
  source: TransactionSource,
  queries: Queries,
  own: Pick<Db, "transaction" | "bulkInsert" | "bulkCheck" | "bulkRead" | "changeCount" | "postgres">,
): Db {
  const db: Db = {
    dialect: source.dialect,
    tables: source.tables,
    fn: dialectFunctions(source.dialect),
    ...own,
    select: queries.select.bind(queries),
    selectDistinct: queries.selectDistinct.bind(queries),
    insert: queries.insert.bind(queries),
    update: queries.update.bind(queries),
    delete: queries.delete.bind(queries),
    with: queries.with.bind(queries),
    $with: queries.$with,
    $count: queries.$count.bind(queries),
  };
  return db;
}

function scopedHandle(open: OpenTransaction, scope: Scope): Db {
  const nested: Db["transaction"] = (fn) => scope.children.run(() => savepoint(open, scope, fn));
  return handle(scope.source, open.queries(scope.guard), {
    transaction: nested,
    bulkInsert: (insert) => scope.guard(() => open.bulkInsert(insert)),
    bulkCheck: (check) => scope.guard(() => open.bulkCheck(check)),
    bulkRead: (read) => scope.guard(() => open.bulkRead(read)),
    changeCount: () => null,
    postgres: open.postgres?.(scope.guard) ?? null,
  });
}

async function savepoint<TResult>(open: OpenTransaction, parent: Scope, fn: (tx: Db) => Promise<TResult>): Promise<TResult> {
  parent.check();
  const scope = new Scope(parent.source, parent);
  const name = `nested_${scope.depth}`;
  parent.hasChild = true;
  try {
    await open.execute(`savepoint ${name}`);
    const result = await innermost.run(scope, () => fn(scopedHandle(open, scope)));
    scope.finish();
    await open.execute(`release savepoint ${name}`);
    return result;
  } catch (error) {
    scope.abandon();
    // An inner transaction that nobody awaited may outlive its parent, whose connection is then somebody else's.
    if (parent.isOpen) await undo(open, name).catch(() => parent.fail(error));
    throw error;
  } finally {
    parent.hasChild = false;
  }
}

/** Fails when SQLite, out of disk, has rolled back everything by itself. */
async function undo(open: OpenTransaction, name: string): Promise<void> {
  await open.execute(`rollback to savepoint ${name}`);
  await open.execute(`release savepoint ${name}`);
}

async function runOnce<TResult>(
  source: TransactionSource,
  fn: (tx: Db) => Promise<TResult>,
  { isDurable = true }: TransactionOptions = {},
): Promise<TResult> {
  const open = await source.begin({ isDurable });
  const scope = new Scope(source);
  let broken: unknown;
  try {
    const result = await innermost.run(scope, () => fn(scopedHandle(open, scope)));
    scope.finish();
    await open.execute("commit");
    return result;
  } catch (error) {
    scope.abandon();
    await open.execute("rollback").catch((rollbackError: unknown) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    open.release(broken);
  }
}

async function runWithRetry<TResult>(source: TransactionSource, beaten: Mutex, once: () => Promise<TResult>): Promise<TResult> {
  const giveUpAt = Date.now() + PATIENCE;
  for (let attempt = 1; ; attempt++) {
    try {
      return await (attempt > FREE_ATTEMPTS ? beaten.run(once) : once());
    } catch (error) {
      const isOver = attempt >= MIN_ATTEMPTS && Date.now() > giveUpAt;
      if (isOver || !source.isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** Math.min(attempt, 7)));
    }
  }
}

/** The database handle over one source of connections. */
export function createDb(source: TransactionSource): Db {
  const check = () => {
    const root = innermost.getStore()?.root;
    if (root?.isOpen && root.source === source) {
      throw new TransactionMisuseError("A transaction is open here; use the handle it was given instead of the database.");
    }
  };
  const beaten = new Mutex();
  const guard: Guard = async (statement) => {
    check();
    return statement();
  };
  const transaction: Db["transaction"] = async (fn, options) => {
    check();
    return runWithRetry(source, beaten, () => runOnce(source, fn, options));
  };
  return handle(source, source.queries(guard), {
    transaction,
    bulkInsert: (insert) => transaction((tx) => tx.bulkInsert(insert)),
    bulkCheck: (bulk) => guard(() => source.bulkCheck(bulk)),
    bulkRead: (read) => guard(() => source.bulkRead(read)),
    changeCount: () => source.changeCount?.() ?? null,
    postgres: source.postgres?.(guard) ?? null,
  });
}
