import type { Plan } from "../mapping/plan.ts";
import { SourceError } from "../source/source-error.ts";
import type { Source } from "../source/source.ts";

export interface Inspection {
  /** Rows by old table. */
  totals: Map<string, number>;
  /** Columns by old table that no mapping names: their values stay behind. */
  ignoredColumns: Map<string, string[]>;
  ignoredTables: string[];
}

/** Throws `SourceError` unless the source has the tables and columns of the plans. Reads the schema alone. */
export async function checkTables(source: Source, plans: readonly Plan[]): Promise<Omit<Inspection, "totals">> {
  const tables = new Map((await source.tables()).map(({ name, columns }) => [name, columns]));
  const ignoredColumns = new Map<string, string[]>();
  for (const { mapping, sourceColumns } of plans) {
    const columns = tables.get(mapping.kind);
    if (!columns) throw new SourceError(`${source.description} has no table ${mapping.kind}: it is not a database of this system`);
    const missing = sourceColumns.filter((column) => !columns.includes(column));
    if (missing.length > 0)
      throw new SourceError(`table ${mapping.kind} of ${source.description} has no column ${missing.join(", ")}`);
    const ignored = columns.filter((column) => !sourceColumns.includes(column));
    if (ignored.length > 0) ignoredColumns.set(mapping.kind, ignored);
  }
  const known = new Set(plans.map(({ mapping }) => mapping.kind));
  return { ignoredColumns, ignoredTables: [...tables.keys()].filter((table) => !known.has(table)) };
}

/** Reads the whole source once before anything is written. Throws `SourceError` when it is damaged or not the system's. */
export async function inspectSource(source: Source, plans: readonly Plan[]): Promise<Inspection> {
  const tables = await checkTables(source, plans);
  const totals = new Map<string, number>();
  for (const { mapping } of plans) totals.set(mapping.kind, await source.check(mapping.kind));
  return { ...tables, totals };
}
