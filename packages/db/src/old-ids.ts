import { and, eq, sql } from "drizzle-orm";
import type { Db } from "./types.ts";

/** Ids of one table of an old system. */
export interface OldIdKind {
  system: string;
  kind: string;
}

/** Under this, the latest id of a row that the old system would have replaced; its first stays under the kind itself. */
export const renewedKind = (kind: string) => `${kind}+`;

/** Takes the next `count` integers of a kind and returns the last of them: old ids are never used twice. */
export async function takeOldIds(tx: Db, { system, kind }: OldIdKind, count: number): Promise<number> {
  const { legacySequence: sequence } = tx.tables;
  const [row] = await tx
    .insert(sequence)
    .values({ system, kind, lastId: count })
    .onConflictDoUpdate({
      target: [sequence.system, sequence.kind],
      set: { lastId: sql`${sequence.lastId} + ${count}` },
    })
    .returning({ lastId: sequence.lastId });
  if (!row || row.lastId > Number.MAX_SAFE_INTEGER) throw new Error(`There are no integer ids left for ${kind} of ${system}.`);
  return row.lastId;
}

/** Gives a row the next integer: its first, if it has none. What the import knows of the row stays. */
export async function renewOldId(tx: Db, { system, kind }: OldIdKind, newId: string): Promise<number> {
  const { legacyRecord: record } = tx.tables;
  const isKnown = await tx.$count(record, and(eq(record.system, system), eq(record.kind, kind), eq(record.newId, newId)));
  const oldId = await takeOldIds(tx, { system, kind }, 1);
  const row = { system, newId, oldId: String(oldId), originals: null, sourceDigest: null };
  await tx
    .insert(record)
    .values({ ...row, kind: isKnown > 0 ? renewedKind(kind) : kind })
    .onConflictDoUpdate({ target: [record.system, record.kind, record.newId], set: { oldId: row.oldId } });
  return oldId;
}
