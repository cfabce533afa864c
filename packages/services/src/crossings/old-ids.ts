import type { OldTable } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, asc, eq, inArray, max, sql } from "drizzle-orm";

/** Rows of one INSERT, well below both databases' limit of parameters. */
const CHUNK = 1000;

/**
 * Gives rows made on this side the old ids that the old database would have given them next: integers, in the order of
 * `newIds`, never one twice. Rows that have one keep it.
 */
export async function allocateOldIds(tx: Db, of: OldTable, newIds: readonly string[]): Promise<void> {
  const { legacyRecord: record } = tx.tables;
  const ofKind = and(eq(record.system, of.system), eq(record.kind, of.kind));
  const given = await tx
    .select({ newId: record.newId })
    .from(record)
    .where(and(ofKind, inArray(record.newId, [...newIds])));
  const known = new Set(given.map(({ newId }) => newId));
  const wanted = newIds.filter((id) => !known.has(id));
  if (wanted.length === 0) return;
  const last = await lastId(tx, of);
  const missing = last === null ? await inOrderOfCreation(tx, of, wanted) : wanted;
  const next = (last ?? 0) + 1;
  await saveLastId(tx, of, next + missing.length - 1);
  const rows = missing.map((newId, at) => ({ system: of.system, kind: of.kind, oldId: String(next + at), newId, originals: null, sourceDigest: null }));
  for (let from = 0; from < rows.length; from += CHUNK) await tx.insert(record).values(rows.slice(from, from + CHUNK));
}

/** Null where no id was ever given out. */
async function lastId(tx: Db, { system, kind }: OldTable): Promise<number | null> {
  const { legacyRecord: record, legacySequence: sequence } = tx.tables;
  const [row] = await tx
    .select({ lastId: sequence.lastId })
    .from(sequence)
    .where(and(eq(sequence.system, system), eq(sequence.kind, kind)));
  if (row) return row.lastId;
  // Only between the first imported row and the end of its import.
  const [highest] = await tx
    .select({ id: max(sql<string | number | null>`cast(${record.oldId} as bigint)`) })
    .from(record)
    .where(and(eq(record.system, system), eq(record.kind, kind)));
  return highest?.id == null ? null : Number(highest.id);
}

async function saveLastId(tx: Db, { system, kind }: OldTable, value: number): Promise<void> {
  const { legacySequence: sequence } = tx.tables;
  await tx
    .insert(sequence)
    .values({ system, kind, lastId: value })
    .onConflictDoUpdate({ target: [sequence.system, sequence.kind], set: { lastId: value } });
}

/** At the first id of all: rows made before, such as the first administrator, come first, as they would have there. */
async function inOrderOfCreation(tx: Db, of: OldTable, wanted: readonly string[]): Promise<string[]> {
  const table = tx.tables[of.table];
  const earlier = await tx.select({ id: table.id }).from(table).orderBy(asc(table.createdAt), asc(table.id));
  const ids = earlier.map(({ id }) => id);
  const last = new Set(wanted);
  return [...ids.filter((id) => !last.has(id)), ...wanted];
}
