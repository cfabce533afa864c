import { resolve } from "node:path";
import { RawText, type SourceValue } from "../values/source-value.ts";
import { SourceError } from "./source-error.ts";
import type { FindOptions, ReadOptions, Source, SourceRow, SourceTable } from "./source.ts";
import { SqliteSourceFile } from "./sqlite-file.ts";

const CHECK_CHUNK = 5000;
const FIND_CHUNK = 500;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const list = (names: readonly string[]) => names.map(quote).join(", ");

interface TableShape {
  columns: string[];
  /** The name under which the table's rowid can be asked for; null when it has none. */
  rowid: string | null;
}

class SqliteSource implements Source {
  readonly description: string;
  readonly #file: SqliteSourceFile;
  readonly #shapes = new Map<string, TableShape>();
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
        for (const [table, isWithoutRowid] of tables) this.#shapes.set(table, readShape(file, table, isWithoutRowid === 1n));
      });
      return this;
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  async tables(): Promise<SourceTable[]> {
    return [...this.#shapes].map(([name, { columns }]) => ({ name, columns }));
  }

  async check(table: string): Promise<number> {
    const { rowid, columns } = this.#shape(table);
    const length = columns.map((column) => `ifnull(length(${quote(column)}), 0)`).join(" + ");
    const inner = (where: string) =>
      `select ${rowid} as r, ${length} as n from ${quote(table)} ${where} order by ${rowid} limit ${CHECK_CHUNK}`;
    const sql = (where: string) => `select max(r), count(*), sum(n) from (${inner(where)})`;
    let rows = 0n;
    let after: bigint | null = null;
    for (;;) {
      const [sum] = await this.#file.read((file) =>
        after === null
          ? file.rows<[bigint | null, bigint]>(sql(""))
          : file.rows<[bigint | null, bigint]>(sql(`where ${rowid} > ?`), [after]),
      );
      const [last = null, count = 0n]: [(bigint | null)?, bigint?] = sum ?? [];
      rows += count;
      if (last === null || count < CHECK_CHUNK) return Number(rows);
      after = last;
    }
  }

  async read({ table, columns, after, limit }: ReadOptions): Promise<SourceRow[]> {
    const { rowid } = this.#shape(table);
    const where = after === null ? "" : `where ${rowid} > ?`;
    const sql = `select ${list(columns)}, ${rowid} from ${quote(table)} ${where} order by ${rowid} limit ?`;
    return this.#file.read((file) =>
      this.#toRows(file, table, columns, file.rows(sql, after === null ? [limit] : [BigInt(after), limit])),
    );
  }

  async find({ table, columns, keyColumn, keys }: FindOptions): Promise<SourceRow[]> {
    const { rowid } = this.#shape(table);
    const found: SourceRow[] = [];
    for (let from = 0; from < keys.length; from += FIND_CHUNK) {
      const some = keys.slice(from, from + FIND_CHUNK);
      const marks = some.map(() => "?").join(", ");
      const sql = `select ${list(columns)}, ${rowid} from ${quote(table)} where ${quote(keyColumn)} in (${marks})`;
      found.push(...(await this.#file.read((file) => this.#toRows(file, table, columns, file.rows(sql, some)))));
    }
    return found;
  }

  async lastInteger({ table, column }: { table: string; column: string }): Promise<bigint | null> {
    return this.#file.read((file) => {
      const highest = `select max(${quote(column)}) from ${quote(table)} where typeof(${quote(column)}) = 'integer'`;
      const values = file.rows<[SourceValue]>(highest);
      if (file.rows("select 1 from sqlite_master where name = 'sqlite_sequence'").length > 0) {
        values.push(...file.rows<[SourceValue]>("select seq from sqlite_sequence where name = ?", [table]));
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

  #shape(table: string): { columns: string[]; rowid: string } {
    const { columns, rowid } = this.#shapes.get(table) ?? {};
    if (!columns) throw new SourceError(`${this.description} has no table ${table}`);
    if (rowid == null) throw new SourceError(`table ${table} has no rowid and cannot be read in steps`);
    return { columns, rowid };
  }

  /** Takes the position off the end of each row, and reads text again whose bytes may not be UTF-8. */
  #toRows(file: SqliteSourceFile, table: string, columns: readonly string[], rows: SourceValue[][]): SourceRow[] {
    return rows.map((values) => {
      const position = String(values.pop());
      // The driver has put U+FFFD where bytes were no character; such text is rare, genuine or not.
      if (this.#isUtf8 && values.some((value) => typeof value === "string" && value.includes("\uFFFD"))) {
        this.#keepBytes(file, { table, columns, position, values });
      }
      return { position, values };
    });
  }

  #keepBytes(file: SqliteSourceFile, row: { table: string; columns: readonly string[] } & SourceRow): void {
    const { rowid } = this.#shape(row.table);
    const casts = row.columns.map((column) => `cast(${quote(column)} as blob)`).join(", ");
    const [bytes = []] = file.rows<(Uint8Array | null)[]>(`select ${casts} from ${quote(row.table)} where ${rowid} = ?`, [
      BigInt(row.position),
    ]);
    for (const [at, value] of row.values.entries()) {
      const stored = bytes[at];
      if (typeof value === "string" && stored && !Buffer.from(value).equals(stored)) row.values[at] = new RawText(stored);
    }
  }
}

function readShape(file: SqliteSourceFile, table: string, isWithoutRowid: boolean): TableShape {
  const columns = file.rows<[string]>("select name from pragma_table_info(?) order by cid", [table]).map(([name]) => name);
  const taken = new Set(columns.map((column) => column.toLowerCase()));
  const rowid = isWithoutRowid ? undefined : ["rowid", "_rowid_", "oid"].find((name) => !taken.has(name));
  return { columns, rowid: rowid ?? null };
}

export async function openSqliteSource(place: string): Promise<Source> {
  return new SqliteSource(resolve(place)).open();
}
