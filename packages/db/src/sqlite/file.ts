import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { Mutex } from "../mutex.ts";
import { checkInstant, valueRefused } from "../values.ts";

/** How long a write waits for another process to finish its own, in milliseconds. */
const BUSY_PATIENCE = 10_000;
const MAX_STATEMENTS = 500;

type RowMode = "array" | "object";

/** A connection with its prepared statements, the least recently used dropped first. */
class Connection {
  readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string) {
    // Other processes may be opening the file too; nothing in this one waits for us yet.
    this.database = new Database(path, { timeout: BUSY_PATIENCE });
  }

  /** From here on a busy file is answered at once: waiting inside SQLite would stop the event loop. */
  becomeImpatient(): void {
    this.database.pragma("busy_timeout = 0");
  }

  prepare(sql: string, mode: RowMode): Database.Statement {
    const key = mode + sql;
    let statement = this.#statements.get(key);
    if (statement) {
      this.#statements.delete(key);
    } else {
      statement = this.database.prepare(sql);
      if (statement.reader && mode === "array") statement.raw();
      if (this.#statements.size >= MAX_STATEMENTS) {
        const [oldest] = this.#statements.keys();
        if (oldest !== undefined) this.#statements.delete(oldest);
      }
    }
    this.#statements.set(key, statement);
    return statement;
  }
}

/** What the driver can bind. A NUL is refused as Postgres does; booleans and instants of raw SQL become what columns hold. */
function bindable(value: unknown): unknown {
  if (typeof value === "string" && value.includes("\0")) throw valueRefused();
  if (typeof value === "boolean") return value ? 1 : 0;
  return value instanceof Date ? checkInstant(value).getTime() : value;
}

function execute(statement: Database.Statement, params: unknown[]): unknown {
  const bound = params.map(bindable);
  return statement.reader ? statement.all(...bound) : statement.run(...bound);
}

/** A statement for many rows. `toParameters` may give the same array again and again. */
interface StatementForMany<TRow> {
  sql: string;
  rows: readonly TRow[];
  toParameters(row: TRow): unknown[];
}

/** Statements for many rows on one connection. */
export interface ManyStatements {
  /** Runs a statement once for each row; of one that reads, the positions of the rows for which it found nothing. */
  runMany<TRow>(statement: StatementForMany<TRow>): number[];
  readMany(sql: string, parameters: unknown[]): unknown[][];
}

function manyStatements(connection: Connection): ManyStatements {
  return {
    runMany({ sql, rows, toParameters }) {
      const statement = connection.prepare(sql, "array");
      const { reader: isReader } = statement;
      const withoutResult: number[] = [];
      for (const [index, row] of rows.entries()) {
        const parameters = toParameters(row);
        for (let at = 0; at < parameters.length; at++) parameters[at] = bindable(parameters[at]);
        if (!isReader) statement.run(parameters);
        else if (statement.get(parameters) === undefined) withoutResult.push(index);
      }
      return withoutResult;
    },
    // Safe: `array` rows are arrays.
    readMany: (sql, parameters) => connection.prepare(sql, "array").all(...parameters) as unknown[][],
  };
}

/** One name for a file, whichever links lead to it. */
function canonicalPath(path: string): string {
  const absolute = resolve(path);
  mkdirSync(dirname(absolute), { recursive: true });
  return existsSync(absolute) ? realpathSync(absolute) : join(realpathSync(dirname(absolute)), basename(absolute));
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/**
 * Processes that switch a new file at once can each hold what the other needs; SQLite then refuses one of them without
 * waiting. Blocks meanwhile: nothing is served before the database is open.
 */
function switchToWal(database: Database.Database): void {
  const giveUpAt = Date.now() + BUSY_PATIENCE;
  for (;;) {
    try {
      database.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20);
    }
  }
}

/**
 * One SQLite file, opened once per process: a writer behind a mutex and a reader that sees committed rows only. A second
 * writing connection in the same process would block the event loop its holder needs to finish, so `open` shares.
 */
export class SqliteFile {
  static readonly #open = new Map<string, SqliteFile>();

  readonly path: string;
  readonly lock = new Mutex();
  readonly #writer: Connection;
  readonly #reader: Connection;
  #users = 0;
  /** What `changeCount` found in this turn of the event loop. */
  #changeCount: number | undefined;

  /** Makes the file, and its folder, if there is none. Throws, naming the file, when it is no database or cannot be written. */
  static open(path: string): SqliteFile {
    try {
      const key = canonicalPath(path);
      const file = SqliteFile.#open.get(key) ?? new SqliteFile(key);
      file.#users++;
      SqliteFile.#open.set(key, file);
      return file;
    } catch (error) {
      throw new Error(`The SQLite database ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  private constructor(path: string) {
    this.path = path;
    this.#writer = new Connection(path);
    try {
      const { database } = this.#writer;
      switchToWal(database);
      database.pragma("synchronous = FULL");
      database.pragma("foreign_keys = ON");
      // Writes, and takes it back: a read-only file fails here, and not when somebody first changes something.
      database.exec("begin immediate; pragma user_version = 0; rollback");
      this.#reader = new Connection(path);
      this.#reader.database.pragma("query_only = ON");
      this.#writer.becomeImpatient();
      this.#reader.becomeImpatient();
    } catch (error) {
      this.#writer.database.close();
      throw error;
    }
  }

  /** The connection that migrations use. Hold `lock` while using it. */
  get writerDatabase(): Database.Database {
    return this.#writer.database;
  }

  /**
   * Another number after every commit: all are made by other connections than the reader. Null while the file is busy. Asked
   * once per turn of the event loop and after every statement of our own writer: a commit of another process that falls into
   * the same turn counts as one that came just after.
   */
  changeCount(): number | null {
    if (this.#changeCount !== undefined) return this.#changeCount;
    try {
      const [row] = this.#reader.prepare("pragma data_version", "array").all();
      if (!Array.isArray(row)) return null;
      setImmediate(this.#forgetChangeCount);
      return (this.#changeCount = Number(row[0]));
    } catch (error) {
      if (isBusy(error)) return null;
      throw error;
    }
  }

  /** Runs one statement outside transactions: on the reader if it only reads, else on the writer, behind the lock. */
  async run(sql: string, params: unknown[], mode: RowMode): Promise<unknown> {
    const statement = await this.patiently(() => this.#reader.prepare(sql, mode));
    if (statement.readonly) return this.patiently(() => execute(statement, params));
    return this.lock.run(() => this.patiently(() => this.runOnWriter(sql, params, mode)));
  }

  readonly #forgetChangeCount = () => {
    this.#changeCount = undefined;
  };

  /** Runs one statement on the writer. Hold `lock` while using it. */
  runOnWriter(sql: string, params: unknown[], mode: RowMode): unknown {
    this.#changeCount = undefined;
    return execute(this.#writer.prepare(sql, mode), params);
  }

  /**
   * Runs `task` with a writer whose commits do not wait until the log is on disk. A power failure damages nothing then, and the
   * next commit that waits brings the earlier ones to disk too. Hold `lock` while using it.
   */
  async withoutWaitingForDisk<TResult>(task: () => Promise<TResult>): Promise<TResult> {
    this.#writer.database.pragma("synchronous = NORMAL");
    try {
      return await task();
    } finally {
      this.#writer.database.pragma("synchronous = FULL");
    }
  }

  /** Many rows on the writer. Hold `lock` while using it. */
  withWriter<TResult>(task: (statements: ManyStatements) => TResult): TResult {
    return task(manyStatements(this.#writer));
  }

  /** Many rows on the reader, in one transaction, because each costs locks. */
  withReader<TResult>(task: (statements: ManyStatements) => TResult): TResult {
    return this.#reader.database.transaction(() => task(manyStatements(this.#reader))).deferred();
  }

  /** Tries again while another process holds the write lock, without blocking the event loop. */
  async patiently<TResult>(attempt: () => TResult): Promise<TResult> {
    const giveUpAt = Date.now() + BUSY_PATIENCE;
    for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
      try {
        return attempt();
      } catch (error) {
        if (!isBusy(error) || Date.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
      }
    }
  }

  /** Closes the connections when the last user has gone. */
  async close(): Promise<void> {
    await this.lock.run(async () => {
      if (--this.#users > 0) return;
      SqliteFile.#open.delete(this.path);
      this.#reader.database.close();
      this.#writer.database.close();
    });
  }
}
