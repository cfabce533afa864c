import type { Db } from "@causeway/db";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { type IdForm, importedId, orderedNumber } from "./imported-id.ts";
import type { Mapping } from "./mapping.ts";

/** Integers that sort, as texts, before those that an id can hold: negative ones. Few tables have any. */
const LOOKED_AT = 200;

/** The form of the ids that rows of the system were imported under: a crossing ends as it began. Ordered where there are none. */
export async function findIdForm(db: Db | null, system: string, mappings: readonly Mapping[]): Promise<IdForm> {
  if (!db) return "ordered";
  const { legacyRecord: record } = db.tables;
  for (const { kind, key } of mappings) {
    if (key.type !== "integer") continue;
    const imported = and(eq(record.system, system), eq(record.kind, kind), isNotNull(record.sourceDigest));
    const rows = await db
      .select({ oldId: record.oldId, newId: record.newId })
      .from(record)
      .where(imported)
      .orderBy(asc(record.oldId))
      .limit(LOOKED_AT);
    const row = rows.find(({ oldId }) => orderedNumber(oldId) !== null);
    if (row) return row.newId === importedId({ system, kind, oldId: row.oldId }, "hashed") ? "hashed" : "ordered";
  }
  return "ordered";
}
