import type { Db } from "@causeway/db";
import { and, eq, getColumns, inArray, type SQL, sql } from "drizzle-orm";
import { type EngineTable, engineTable } from "../mapping/engine-table.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";

export interface StoredRecordText {
  oldId: string;
  newId: string;
  /** As text: a verifier must be able to read what is broken. */
  originals: string | null;
  sourceDigest: string | null;
}

/** JSON is read as the text that is stored, everything else as the application reads it. */
function selection(table: EngineTable, columns: readonly string[]): Record<string, SQL | EngineTable[string]> {
  return Object.fromEntries(
    columns.flatMap((name) => {
      const column = table[name];
      if (!column) return [];
      return [[name, isJson(table, name) ? sql`cast(${column} as text)` : column]];
    }),
  );
}

/** True for columns that hold JSON. */
export function isJson(table: EngineTable, name: string): boolean {
  return getColumns(table)[name]?.dataType === "object json";
}

export async function readTargets(db: Db, { mapping }: Plan, newIds: readonly string[]): Promise<Map<string, ErasedRow>> {
  const table = engineTable(db.tables, mapping.target);
  const columns = selection(table, ["id", ...mapping.columns.map(({ target }) => target)]);
  const found = new Map<string, ErasedRow>();
  for (const batch of inBatches(newIds, 1)) {
    const rows: ErasedRow[] = await db.select(columns).from(table).where(inArray(table.id, batch));
    for (const row of rows) found.set(String(row["id"]), row);
  }
  return found;
}

export async function readRecords(
  db: Db,
  { system, mapping }: Plan,
  oldIds: readonly string[],
): Promise<Map<string, StoredRecordText>> {
  const { legacyRecord: record } = db.tables;
  const found = new Map<string, StoredRecordText>();
  for (const batch of inBatches(oldIds, 1)) {
    const rows = await db
      .select({
        oldId: record.oldId,
        newId: record.newId,
        originals: sql<string | null>`cast(${record.originals} as text)`,
        sourceDigest: record.sourceDigest,
      })
      .from(record)
      .where(and(eq(record.system, system), eq(record.kind, mapping.kind), inArray(record.oldId, batch)));
    for (const row of rows) found.set(row.oldId, row);
  }
  return found;
}
