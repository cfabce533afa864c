import { mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { Mutex } from "../mutex.ts";

/** How long a write waits for another process to finish its own, in milliseconds. */
const BUSY_PATIENCE = 10_000;
const MAX_STATEMENTS = 500;

type RowMode = "array" | "object";

/** A connection with its prepared statements, the least recently used dropped first. */
class Connection {
  readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string, options: Database.Options) {
    this.database = new Database(path, { timeout: 0, ...options });
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

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
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

  static open(path: string): SqliteFile {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    const key = join(realpathSync(dirname(resolve(path))), basename(path));
    const file = SqliteFile.#open.get(key) ?? new SqliteFile(key);
    file.#users++;
    SqliteFile.#open.set(key, file);
    return file;
  }

  private constructor(path: string) {
    this.path = path;
    this.#writer = new Connection(path, {});
    try {
      this.#writer.database.pragma("journal_mode = WAL");
      this.#writer.database.pragma("synchronous = FULL");
      this.#writer.database.pragma("foreign_keys = ON");
      this.#reader = new Connection(path, {});
      this.#reader.database.pragma("query_only = ON");
    } catch (error) {
      this.#writer.database.close();
      throw error;
    }
  }

  /** The connection that migrations use. Hold `lock` while using it. */
  get writerDatabase(): Database.Database {
    return this.#writer.database;
  }

  /** Runs one statement outside transactions: on the reader if it only reads, else on the writer, behind the lock. */
  async run(sql: string, params: unknown[], mode: RowMode): Promise<unknown> {
    const statement = this.#reader.prepare(sql, mode);
    if (statement.readonly) return statement.reader ? statement.all(...params) : statement.run(...params);
    return this.lock.run(() => this.patiently(() => this.runOnWriter(sql, params, mode)));
  }

  /** Runs one statement on the writer. Hold `lock` while using it. */
  runOnWriter(sql: string, params: unknown[], mode: RowMode): unknown {
    const statement = this.#writer.prepare(sql, mode);
    return statement.reader ? statement.all(...params) : statement.run(...params);
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
