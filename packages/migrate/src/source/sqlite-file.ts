import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { SourceError } from "./source-error.ts";

/** How long to wait for the old server to finish a write, in milliseconds. */
const BUSY_PATIENCE = 30_000;

const isBusy = (error: unknown) => error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");

function explain(path: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const [, family = ""] = error.code.split("_");
  const text: Record<string, string> = {
    NOTADB: "is no SQLite database",
    CORRUPT: `is damaged or cut off: ${error.message}`,
    CANTOPEN: "cannot be opened",
    BUSY: "is locked by another program",
    IOERR: `cannot be read: ${error.message}`,
    READONLY: "was left in the middle of a write: open it once with the program that writes it, or restore it together with its -journal or -wal file",
  };
  return new SourceError(`${path} ${text[family] ?? `cannot be read: ${error.message}`}`, { cause: error });
}

/** An old SQLite file, opened for reading only. */
export class SqliteSourceFile {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string) {
    if (!existsSync(path)) throw new SourceError(`there is no file ${path}`);
    if (!statSync(path).isFile()) throw new SourceError(`${path} is not a file`);
    this.path = path;
    try {
      this.#database = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
      this.#database.defaultSafeIntegers();
    } catch (error) {
      throw explain(path, error);
    }
  }

  /** Runs `task` as one read transaction, trying again while the old server holds the file. */
  async read<TResult>(task: (file: this) => TResult): Promise<TResult> {
    const giveUpAt = Date.now() + BUSY_PATIENCE;
    for (let wait = 1; ; wait = Math.min(wait * 2, 100)) {
      try {
        return this.#database.transaction(() => task(this)).deferred();
      } catch (error) {
        if (!isBusy(error) || Date.now() > giveUpAt) throw explain(this.path, error);
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** Rows as arrays. Only within `read`. */
  rows<TRow>(sql: string, parameters: unknown[] = []): TRow[] {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql).raw();
      this.#statements.set(sql, statement);
    }
    // Safe: the caller names the type of the columns it has just written into the statement.
    return statement.all(...parameters) as TRow[];
  }

  close(): void {
    this.#database.close();
  }
}
