import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { SourceError } from "./source-error.ts";

/** How long to wait for the old server to finish a write, in milliseconds. */
const BUSY_PATIENCE = 30_000;

/** What the database keeps of the file in memory, in KiB. */
const CACHE_KIB = 2048;

const isBusy = (error: unknown) => error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");

function explain(path: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const [, family = "", ...rest] = error.code.split("_");
  const text: Record<string, string> = {
    NOTADB: "is no SQLite database",
    CORRUPT: `is damaged or cut off: ${error.message}`,
    CANTOPEN: "cannot be opened: it needs to be readable, and its folder writable if the old server keeps a -wal file beside it",
    BUSY: "is locked by another program",
    IOERR: `cannot be read: ${error.message}`,
    // Taken for unchanging it could be read, but then what the old server goes on writing would be read wrongly.
    READONLY_DIRECTORY:
      "is in WAL mode, which needs a folder that can be written: copy it into one, together with the -wal file if there is one beside it",
    READONLY:
      "was left in the middle of a write: open it once with the program that writes it, or restore it together with its -journal or -wal file",
  };
  return new SourceError(`${path} ${text[[family, ...rest].join("_")] ?? text[family] ?? `cannot be read: ${error.message}`}`, {
    cause: error,
  });
}

/**
 * SQLite reads the missing end of a last page as zeros and says nothing. The page size stands in the header at offset 16
 * (file format, section 1.3), and every whole file is a multiple of it.
 */
function checkLength(path: string): void {
  const header = Buffer.alloc(18);
  const file = openSync(path, "r");
  try {
    if (readSync(file, header, 0, 18, 0) < 18 || !header.toString("latin1").startsWith("SQLite format 3\0")) return;
    const size = header.readUInt16BE(16);
    // 1 stands for 65,536, which the two bytes cannot hold.
    if (fstatSync(file).size % (size === 1 ? 65_536 : size) !== 0)
      throw new SourceError(`${path} is damaged or cut off: its last page is not whole`);
  } finally {
    closeSync(file);
  }
}

/** An old SQLite file, opened for reading only. */
export class SqliteSourceFile {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string) {
    if (!existsSync(path)) throw new SourceError(`there is no file ${path}`);
    if (!statSync(path).isFile()) throw new SourceError(`${path} is not a file`);
    checkLength(path);
    this.path = path;
    try {
      this.#database = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
      this.#database.defaultSafeIntegers();
      // Every page is read once, in order: more than a few in memory are of no use.
      this.#database.pragma(`cache_size = -${CACHE_KIB}`);
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
    // Safe: the caller names the type of the columns it has just written into the statement.
    return this.#prepare(sql).all(...parameters) as TRow[];
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql).raw();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.#database.close();
  }
}
