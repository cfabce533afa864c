import { createHash, type Hash } from "node:crypto";
import { storedForm } from "../values/stored-form.ts";

/** What one column should hold and what it does hold, each as one SHA-256 over all rows in the source's order. */
export interface ColumnDigest {
  column: string;
  expected: string;
  found: string;
}

/** Rows that are hashed in one go. */
const FLUSH_AT = 1000;

/** Values one after the other as JSON, each with a comma; nothing can be mistaken for a missing value. */
function write(values: readonly unknown[], hashes: readonly Hash[]): void {
  const text = JSON.stringify(values).slice(1, -1);
  // The comma apart: joined to it, a long text would be copied.
  for (const hash of hashes) hash.update(text).update(",");
}
const MISSING: unknown = {};

/** Both digests of a column; they are one as long as no value differs. */
class ColumnStreams {
  readonly column: string;
  #expected: Hash = createHash("sha256");
  #found: Hash | null = null;
  #pending: unknown[] = [];

  constructor(column: string) {
    this.column = column;
  }

  same(stored: unknown): void {
    this.#pending.push(stored);
    if (this.#pending.length >= FLUSH_AT) this.flush();
  }

  different(expected: unknown, found: unknown): void {
    this.flush();
    this.#found ??= this.#expected.copy();
    write([expected], [this.#expected]);
    write([found === undefined ? MISSING : found], [this.#found]);
  }

  report(): ColumnDigest {
    this.flush();
    const expected = this.#expected.digest("hex");
    return { column: this.column, expected, found: this.#found?.digest("hex") ?? expected };
  }

  flush(): void {
    if (this.#pending.length === 0) return;
    write(this.#pending, this.#found ? [this.#expected, this.#found] : [this.#expected]);
    this.#pending = [];
  }
}

export class ColumnDigests {
  readonly #streams: readonly ColumnStreams[];
  readonly #jsonColumns: ReadonlySet<string>;

  /** JSON counts as the text that is stored. */
  constructor(columns: readonly string[], jsonColumns: ReadonlySet<string>) {
    this.#streams = columns.map((column) => new ColumnStreams(column));
    this.#jsonColumns = jsonColumns;
  }

  /** A row that is stored as it should be. */
  same(row: Readonly<Record<string, unknown>>): void {
    for (const stream of this.#streams) {
      const value = row[stream.column];
      stream.same(value !== null && this.#jsonColumns.has(stream.column) ? JSON.stringify(value) : storedForm(value));
    }
  }

  /** The same, of the values as they are stored, in the order of the columns from `offset` on. */
  sameStored(values: readonly unknown[], offset: number): void {
    let at = offset;
    for (const stream of this.#streams) stream.same(values[at++]);
  }

  cell(column: string, { expected, found, isSame }: { expected: unknown; found: unknown; isSame: boolean }): void {
    const stream = this.#streams.find((candidate) => candidate.column === column);
    if (isSame) stream?.same(storedForm(expected));
    else stream?.different(storedForm(expected), storedForm(found));
  }

  /** Lets go of values that are still to be hashed: they may be large. */
  flush(): void {
    for (const stream of this.#streams) stream.flush();
  }

  report(): ColumnDigest[] {
    return this.#streams.map((stream) => stream.report());
  }
}
