import type { Db } from "@causeway/db";
import { and, eq, ne } from "drizzle-orm";
import { Refusal } from "../codecs/codec.ts";
import { TargetReader } from "../import/target-reader.ts";
import { engineColumn, engineTable } from "../mapping/engine-table.ts";
import type { ErasedRow, UniqueColumns } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";

/** Why another row keeps this one from being held, and the index that both would stand in. */
export interface Holder {
  refusal: Refusal;
  unique: UniqueColumns;
}

/** The row that holds the unique values of `target` already; null where there is none. */
export async function findHolder(db: Db, plan: Plan, target: ErasedRow): Promise<Holder | null> {
  const table = engineTable(db.tables, plan.mapping.target);
  for (const unique of plan.mapping.unique) {
    // A NULL makes the row unlike any other.
    if (unique.columns.some((column) => target[column] == null)) continue;
    const [row] = await db
      .select({ id: table.id })
      .from(table)
      .where(and(ne(table.id, target["id"]), ...unique.columns.map((column) => eq(engineColumn(table, column), target[column]))))
      .limit(1);
    if (!row) continue;
    const id = String(row.id);
    const record = (await new TargetReader(db, plan).recordsByNewId([id])).get(id);
    const refusal = record?.sourceDigest
      ? new Refusal(
          "duplicate-values",
          `It has the same values as the row with the old id ${record.oldId}, and only one of them can be held.`,
        )
      : new Refusal("values-taken", "A row made on the new side has its unique values.");
    return { refusal, unique };
  }
  return null;
}
