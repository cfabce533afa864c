import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../src/types.ts";

const SYSTEM = "test";

export interface Counter {
  name: string;
  read(db: Db): Promise<number>;
  write(db: Db, value: number): Promise<void>;
  /** In one statement, in the database. */
  increment(db: Db): Promise<void>;
}

/** A row that holds one number: enough to see lost, doubled and half-done writes. */
export async function createCounter(db: Db, { name = "counter", value = 0 } = {}): Promise<Counter> {
  await db.insert(db.tables.legacySequence).values({ system: SYSTEM, kind: name, lastId: value });
  return openCounter(name);
}

export function openCounter(name: string): Counter {
  const where = (db: Db) => and(eq(db.tables.legacySequence.system, SYSTEM), eq(db.tables.legacySequence.kind, name));
  return {
    name,
    async read(db) {
      const [row] = await db.select({ value: db.tables.legacySequence.lastId }).from(db.tables.legacySequence).where(where(db));
      if (!row) throw new Error(`There is no counter ${name}.`);
      return row.value;
    },
    async write(db, value) {
      await db.update(db.tables.legacySequence).set({ lastId: value }).where(where(db));
    },
    async increment(db) {
      const { legacySequence } = db.tables;
      await db
        .update(legacySequence)
        .set({ lastId: sql`${legacySequence.lastId} + 1` })
        .where(where(db));
    },
  };
}
