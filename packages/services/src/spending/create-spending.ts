import type { Db } from "@causeway/db";
import type { Spending } from "@causeway/providers";
import { sql } from "drizzle-orm";

/** Counts in the database, where all processes see it: one statement per change, which the database itself makes exact. */
export function createSpending(db: Db, kind: "text"): Spending {
  const { providerSpending } = db.tables;
  return {
    async add(month, micros) {
      const [row] = await db
        .insert(providerSpending)
        .values({ kind, month, micros })
        .onConflictDoUpdate({
          target: [providerSpending.kind, providerSpending.month],
          set: { micros: sql`${providerSpending.micros} + excluded.micros` },
        })
        .returning({ micros: providerSpending.micros });
      if (!row) throw new Error("the database returned no total");
      return row.micros;
    },
  };
}
