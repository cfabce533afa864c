import { resolve } from "node:path";
import { RawText, type SourceValue } from "../values/source-value.ts";
import { SourceError } from "./source-error.ts";
import type { FindOptions, LocateOptions, ReadOptions, RepeatedValue, Source, SourceRow, SourceTable } from "./source.ts";
import { SqliteSourceFile } from "./sqlite-file.ts";
import {
  fromPosition,
  marks,
  parametersOf,
  placeColumns,
  quote,
  readPlace,
  readShape,
  type TableShape,
  toPosition,
} from "./table-shape.ts";

const CHECK_CHUNK = 5000;
const FIND_CHUNK = 500;
/** What one answer holds, in characters and bytes: it is over soon after that. */
const READ_SIZE = 4_000_000;
/** Rows that are asked for at once: before anything is known of their size, and at most. */
const [FIRST_STEP, MAX_STEP] = [16, 128];

const list = (names: readonly string[]) => names.map(quote).join(", ");

class SqliteSource implements Source {
  readonly description: string;
  readonly #file: SqliteSourceFile;
  readonly #shapes = new Map<string, TableShape>();
  #views: string[] = [];
  /** False for the UTF-16 encodings, whose bytes say nothing about UTF-8. */
  #isUtf8 = true;

  constructor(path: string) {
    this.description = `sqlite:${path}`;
    this.#file = new SqliteSourceFile(path);
  }

  /** Reads the schema. Throws unless the file is a database. */
  async open(): Promise<this> {
    try {
      await this.#file.read((file) => {
        this.#isUtf8 = file.rows<[string]>("pragma encoding")[0]?.[0] === "UTF-8";
        const tables = file.rows<[string, bigint]>(
          "select name, wr from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite~_%' escape '~'",
        );
        this.#views = file
          .rows<[string]>("select name from pragma_table_list where schema = 'main' and type in ('view', 'virtual')")
          .map(([name]) => name);
        for (const [table, isWithoutRowid] of tables) this.#shapes.set(table, readShape(file, table, isWithoutRowid === 1n));
      });
      return this;
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  async tables(): Promise<SourceTable[]> {
    return [...this.#shapes].map(([name, { columns, uniqueColumns }]) => ({ name, columns, uniqueColumns }));
  }

  async views(): Promise<string[]> {
    return this.#views;
  }

  async check(table: string): Promise<number> {
    const shape = this.#shape(table);
    const { order, columns } = shape;
    const length = columns.map((column) => `ifnull(length(${quote(column)}), 0)`).join(" + ");
    let rows = 0;
    let after: SourceValue[] = [];
    for (;;) {
      const where = after.length === 0 ? "" : `where (${list(order)}) > (${marks(after)})`;
      const from = `from ${quote(table)} ${where} order by ${list(order)}`;
      const parameters = parametersOf(after);
      const [count, last] = await this.#file.read((file) => [
        file.rows<[bigint]>(`select count(*), sum(n) from (select ${length} as n ${from} limit ${CHECK_CHUNK})`, parameters),
        file.rows<SourceValue[]>(`select ${placeColumns(shape).join(", ")} ${from} limit 1 offset ${CHECK_CHUNK - 1}`, parameters),
      ]);
      rows += Number(count?.[0]?.[0] ?? 0n);
      after = last?.[0] ? readPlace(shape, last[0]) : [];
      if (after.length === 0) return rows;
    }
  }

  async count(table: string): Promise<number> {
    this.#shape(table);
    const [row] = await this.#file.read((file) => file.rows<[bigint]>(`select count(*) from ${quote(table)}`));
    return Number(row?.[0] ?? 0n);
  }

  async read({ table, columns, after, limit }: ReadOptions): Promise<SourceRow[]> {
    return this.#file.read((file) =>
      new RowReader(file, { table, columns, shape: this.#shape(table), isUtf8: this.#isUtf8 }).after(after, limit),
    );
  }

  async find({ table, columns, keyColumn, keys }: FindOptions): Promise<SourceRow[]> {
    const found: SourceRow[] = [];
    for (let from = 0; from < keys.length; from += FIND_CHUNK) {
      const some = keys.slice(from, from + FIND_CHUNK);
      const rows = await this.#file.read((file) =>
        new RowReader(file, { table, columns, shape: this.#shape(table), isUtf8: this.#isUtf8 }).where(
          `${quote(keyColumn)} in (${marks(some)})`,
          some,
        ),
      );
      found.push(...rows);
    }
    return found;
  }

  async repeated({ table, column, limit }: { table: string; column: string; limit: number }): Promise<RepeatedValue[]> {
    const shape = this.#shape(table);
    const { order } = shape;
    // Two values are the same only in the same storage class, and whatever the column's collation says.
    const same = `partition by typeof(${quote(column)}), ${quote(column)} collate binary`;
    const numbered = `select ${list([column, ...order])}, row_number() over (${same} order by ${list(order)}) as "causeway n",
      count(*) over (${same}) as "causeway count" from ${quote(table)} where ${quote(column)} is not null`;
    const rows = await this.#file.read((file) =>
      file.rows<SourceValue[]>(
        `select ${[quote(column), ...placeColumns(shape)].join(", ")} from (${numbered}) where "causeway n" = 1 and "causeway count" > 1 limit ?`,
        [limit],
      ),
    );
    return rows.map(([value = null, ...place]) => ({ value, position: toPosition(readPlace(shape, place)) }));
  }

  async locate({ table, columns, positions }: LocateOptions): Promise<SourceRow[]> {
    const shape = this.#shape(table);
    return this.#file.read((file) => {
      const reader = new RowReader(file, { table, columns, shape, isUtf8: this.#isUtf8 });
      return positions.map(fromPosition).flatMap((place) => reader.where(`(${list(shape.order)}) = (${marks(place)})`, place));
    });
  }

  async lastInteger({ table, column, below }: { table: string; column: string; below: bigint }): Promise<bigint | null> {
    return this.#file.read((file) => {
      const values = file.rows<[SourceValue]>(
        `select max(${quote(column)}) from ${quote(table)} where typeof(${quote(column)}) = 'integer' and ${quote(column)} < ?`,
        [below],
      );
      if (file.rows("select 1 from sqlite_master where name = 'sqlite_sequence'").length > 0) {
        values.push(...file.rows<[SourceValue]>("select seq from sqlite_sequence where name = ? and seq < ?", [table, below]));
      }
      const integers = values.map(([value]) => value).filter((value) => typeof value === "bigint");
      return integers.reduce<bigint | null>((last, value) => (last === null || value > last ? value : last), null);
    });
  }

  async close(): Promise<void> {
    this.#file.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #shape(table: string): TableShape {
    const shape = this.#shapes.get(table);
    if (!shape) throw new SourceError(`${this.description} has no table ${table}`);
    if (shape.order.length === 0)
      throw new SourceError(`table ${table} has no rowid that can be asked for and cannot be read in steps`);
    return shape;
  }
}

interface ReaderOptions {
  table: string;
  columns: readonly string[];
  shape: TableShape;
  isUtf8: boolean;
}

/** Rows of one table within one read transaction. */
class RowReader {
  readonly #file: SqliteSourceFile;
  readonly #options: ReaderOptions;
  readonly #select: string;
  /** Where the columns of the table's order are among the values that are read: some are asked for anyway. */
  readonly #place: readonly number[];

  constructor(file: SqliteSourceFile, options: ReaderOptions) {
    const { table, columns, shape } = options;
    const place = placeColumns(shape);
    const selected = [...new Set([...columns.map(quote), ...place])];
    this.#file = file;
    this.#options = options;
    this.#place = place.map((column) => selected.indexOf(column));
    this.#select = `select ${selected.join(", ")} from ${quote(table)}`;
  }

  /** As many as memory is meant for, and at least one. */
  after(position: string | null, limit: number): SourceRow[] {
    const { order } = this.#options.shape;
    const rows: SourceRow[] = [];
    let size = 0;
    let after = position;
    // Rows one by one cost half as much again, and all of them at once may be more than memory is meant for.
    for (let step = FIRST_STEP; rows.length < limit && size < READ_SIZE;) {
      const place = after === null ? [] : fromPosition(after);
      const where = after === null ? "" : `where (${list(order)}) > (${marks(place)})`;
      const asked = Math.min(step, limit - rows.length);
      const sql = `${this.#select} ${where} order by ${list(order)} limit ?`;
      const read = this.#file.rows<SourceValue[]>(sql, [...parametersOf(place), asked]);
      size += this.#addRows(rows, read);
      if (read.length < asked) break;
      after = rows.at(-1)?.position ?? null;
      const perRow = size / rows.length;
      step = Math.min(MAX_STEP, Math.ceil(Math.min(READ_SIZE / 4, READ_SIZE - size) / perRow));
    }
    return rows;
  }

  where(condition: string, parameters: readonly SourceValue[]): SourceRow[] {
    const rows: SourceRow[] = [];
    this.#addRows(rows, this.#file.rows(`${this.#select} where ${condition}`, parametersOf(parameters)));
    return rows;
  }

  /** Gives their size, in characters and bytes. */
  #addRows(rows: SourceRow[], read: readonly SourceValue[][]): number {
    const { columns, shape, isUtf8 } = this.#options;
    let size = 0;
    const [only = 0] = this.#place;
    const hasOne = shape.order.length === 1;
    for (const values of read) {
      const place = hasOne ? values[only] : undefined;
      const position = typeof place === "bigint" ? place.toString() : this.#position(values);
      if (values.length > columns.length) values.length = columns.length;
      let isDoubtful = false;
      for (const value of values) {
        if (typeof value === "string") {
          size += value.length;
          // The driver has put U+FFFD where bytes were no character; such text is rare, genuine or not.
          isDoubtful ||= value.includes("\uFFFD");
        } else if (value instanceof Uint8Array) size += value.length;
      }
      if (isUtf8 && isDoubtful) this.#keepBytes(position, values);
      rows.push({ position, values });
    }
    return size;
  }

  #position(values: readonly SourceValue[]): string {
    const selected = this.#place.map((at) => values[at] ?? null);
    return toPosition(readPlace(this.#options.shape, selected));
  }

  #keepBytes(position: string, values: SourceValue[]): void {
    const { table, columns, shape } = this.#options;
    const casts = columns.map((column) => `cast(${quote(column)} as blob)`).join(", ");
    const place = fromPosition(position);
    const sql = `select ${casts} from ${quote(table)} where (${list(shape.order)}) = (${marks(place)})`;
    const [bytes = []] = this.#file.rows<(Uint8Array | null)[]>(sql, parametersOf(place));
    for (const [at, value] of values.entries()) {
      const stored = bytes[at];
      if (typeof value === "string" && stored && !Buffer.from(value).equals(stored)) values[at] = new RawText(stored);
    }
  }
}

export async function openSqliteSource(place: string): Promise<Source> {
  return new SqliteSource(resolve(place)).open();
}
