import type { Db } from "@causeway/db";
import { inArray, sql } from "drizzle-orm";
import { engineTable } from "../mapping/engine-table.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";

/** Takes unique values from rows that get others in the same transaction: NULL where allowed, else a text nobody else has. */
export async function vacate({
  tx,
  plan,
  ids,
  columns,
}: {
  tx: Db;
  plan: Plan;
  ids: readonly string[];
  columns: readonly string[];
}): Promise<void> {
  if (columns.length === 0) return;
  const table = engineTable(tx.tables, plan.mapping.target);
  const empty = Object.fromEntries(columns.map((name) => [name, table[name]?.notNull ? sql`'moving:' || ${table.id}` : null]));
  for (const batch of inBatches(ids, 1)) await tx.update(table).set(empty).where(inArray(table.id, batch));
}
