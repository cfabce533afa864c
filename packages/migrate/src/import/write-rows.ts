import type { Db } from "@causeway/db";
import { and, eq, inArray } from "drizzle-orm";
import { engineTable } from "../mapping/engine-table.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";
import { placeIdOf, quarantineId } from "./quarantine.ts";
import type { PendingRow } from "./sort-chunk.ts";

interface WriteOptions {
  tx: Db;
  plan: Plan;
  rows: readonly PendingRow[];
  /** True when nothing of the table can be there yet: a row that is, ends the transaction. */
  isFresh: boolean;
}

async function writeTargets({ tx, plan, rows, isFresh }: WriteOptions): Promise<void> {
  const mapped = plan.mapping.columns.map(({ target }) => target);
  await tx.bulkInsert({
    table: engineTable(tx.tables, plan.mapping.target),
    columns: ["id", ...mapped],
    rows: rows.map(({ target }) => target),
    // Columns that no mapping names keep what the new side put there.
    ...(isFresh ? {} : { onConflict: { target: ["id"], set: mapped } }),
  });
}

async function writeRecords({ tx, plan: { system, mapping }, rows, isFresh }: WriteOptions): Promise<void> {
  await tx.bulkInsert({
    table: tx.tables.legacyRecord,
    columns: ["system", "kind", "oldId", "newId", "originals", "sourceDigest"],
    rows: rows.map(({ row: { oldId, newId }, originals, digest: sourceDigest }) => ({
      system,
      kind: mapping.kind,
      oldId,
      newId,
      originals,
      sourceDigest,
    })),
    ...(isFresh ? {} : { onConflict: { target: ["system", "kind", "oldId"], set: ["originals", "sourceDigest"] } }),
  });
}

/** Writes imported rows together with what is kept of the old ones. */
export async function writeRows(options: WriteOptions): Promise<void> {
  if (options.rows.length === 0) return;
  await writeTargets(options);
  await writeRecords(options);
}

/** Takes rows out of the quarantine that could be imported after all, and whatever else is listed under `ids`. */
export async function releaseQuarantined({
  tx,
  plan,
  rows,
  ids: others,
}: Omit<WriteOptions, "isFresh"> & { ids: readonly string[] }): Promise<void> {
  const { quarantinedRow: table } = tx.tables;
  // Under its place, where it had no id of its own before.
  const ids = [...rows.flatMap(({ row }) => [quarantineId(row), placeIdOf(row)]), ...others];
  for (const batch of inBatches(ids, 1)) {
    await tx
      .delete(table)
      .where(and(eq(table.system, plan.system), eq(table.kind, plan.mapping.kind), inArray(table.oldId, batch)));
  }
}
