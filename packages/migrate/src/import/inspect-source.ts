import { keepBeside, type Plan } from "../mapping/plan.ts";
import { SourceError } from "../source/source-error.ts";
import type { Source } from "../source/source.ts";
import { keyText } from "../values/key-text.ts";

export interface Inspection {
  /** Rows by old table. */
  totals: Map<string, number>;
  /** Columns by old table that no mapping names: their values are kept beside the rows. */
  ignoredColumns: Map<string, string[]>;
  ignoredTables: string[];
}

/**
 * Throws `SourceError` unless the source has the tables and columns of the plans. Reads the schema alone, and has the plans
 * keep what no mapping names.
 */
export async function checkTables(source: Source, plans: readonly Plan[]): Promise<Omit<Inspection, "totals">> {
  const tables = new Map((await source.tables()).map(({ name, columns }) => [name, columns]));
  const ignoredColumns = new Map<string, string[]>();
  for (const plan of plans) {
    const { mapping, sourceColumns } = plan;
    const columns = tables.get(mapping.kind);
    if (!columns && (await source.views()).includes(mapping.kind))
      throw new SourceError(
        `${mapping.kind} of ${source.description} is a view or a virtual table and cannot be read in steps: put a copy of its rows in its place, in a table with a primary key`,
      );
    if (!columns) throw new SourceError(`${source.description} has no table ${mapping.kind}: it is not a database of this system`);
    const missing = sourceColumns.filter((column) => !columns.includes(column));
    if (missing.length > 0)
      throw new SourceError(`table ${mapping.kind} of ${source.description} has no column ${missing.join(", ")}`);
    const ignored = columns.filter((column) => !sourceColumns.includes(column));
    if (ignored.length > 0) ignoredColumns.set(mapping.kind, ignored);
    keepBeside(plan, ignored);
  }
  const known = new Set(plans.map(({ mapping }) => mapping.kind));
  return { ignoredColumns, ignoredTables: [...tables.keys()].filter((table) => !known.has(table)) };
}

/** Ids that are there several times, at most: each is kept in memory. */
const MAX_REPEATED = 100_000;

/** A table without a primary key may have several rows of one id. Throws `SourceError` when it is no key at all. */
async function findRepeatedIds(source: Source, plans: readonly Plan[]): Promise<void> {
  const tables = new Map((await source.tables()).map(({ name, uniqueColumns }) => [name, uniqueColumns]));
  for (const { mapping, repeatedIds } of plans) {
    const { kind, key } = mapping;
    if (tables.get(kind)?.has(key.column)) continue;
    const repeated = await source.repeated({ table: kind, column: key.column, limit: MAX_REPEATED + 1 });
    if (repeated.length > MAX_REPEATED)
      throw new SourceError(
        `${key.column} is no key of table ${kind}: more than ${MAX_REPEATED} of its values are there several times`,
      );
    for (const { value, position } of repeated) {
      const id = keyText(value, key.type);
      if (id !== null) repeatedIds.set(id, position);
    }
  }
}

/** Counts without reading the cells: for those that write nothing. */
export async function countSource(source: Source, plans: readonly Plan[]): Promise<Inspection> {
  const tables = await checkTables(source, plans);
  await findRepeatedIds(source, plans);
  const totals = new Map<string, number>();
  for (const { mapping } of plans) totals.set(mapping.kind, await source.count(mapping.kind));
  return { ...tables, totals };
}

/** Reads the whole source once before anything is written. Throws `SourceError` when it is damaged or not the system's. */
export async function inspectSource(source: Source, plans: readonly Plan[]): Promise<Inspection> {
  const tables = await checkTables(source, plans);
  const totals = new Map<string, number>();
  for (const { mapping } of plans) totals.set(mapping.kind, await source.check(mapping.kind));
  await findRepeatedIds(source, plans);
  return { ...tables, totals };
}
