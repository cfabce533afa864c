import type { Db } from "@causeway/db";
import { sql } from "drizzle-orm";
import type { Plan } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";

/**
 * Ids from here on are accidents: no old system has counted so far, and no table of ours ever will. A sequence that began
 * above one of them would soon have no integers left.
 */
const BEYOND_COUNTING = 2n ** 48n;

/** The last integer the old side has given out in the course of counting. */
export async function lastOldInteger(source: Source, { mapping: { kind, key } }: Plan): Promise<number | null> {
  if (key.type !== "integer") return null;
  const last = await source.lastInteger({ table: kind, column: key.column, below: BEYOND_COUNTING });
  return last === null || last < 0n ? 0 : Number(last);
}

/** Sees to it that rows made on the new side get ids above those of the old side; a sequence is never set back. */
export async function raiseSequences(db: Db, source: Source, plans: readonly Plan[]): Promise<void> {
  const { legacySequence: sequence } = db.tables;
  for (const plan of plans) {
    const lastId = await lastOldInteger(source, plan);
    if (lastId === null) continue;
    await db
      .insert(sequence)
      .values({ system: plan.system, kind: plan.mapping.kind, lastId })
      .onConflictDoUpdate({
        target: [sequence.system, sequence.kind],
        set: { lastId: sql`excluded.last_id` },
        setWhere: sql`${sequence.lastId} < excluded.last_id`,
      });
  }
}
