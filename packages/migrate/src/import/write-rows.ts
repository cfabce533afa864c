import type { Db } from "@causeway/db";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { engineTable } from "../mapping/engine-table.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";
import type { PendingRow } from "./sort-chunk.ts";

interface WriteOptions {
  tx: Db;
  plan: Plan;
  rows: readonly PendingRow[];
  /** True when nothing of the table can be there yet: a row that is, ends the transaction. */
  isFresh: boolean;
}

/** The mapped columns as the statement would have inserted them; columns that no mapping names keep what the new side put there. */
function overwrite(plan: Plan, tx: Db): Record<string, SQL> {
  const table = engineTable(tx.tables, plan.mapping.target);
  return Object.fromEntries(
    plan.mapping.columns.flatMap(({ target }) => {
      const column = table[target];
      return column ? [[target, sql`excluded.${sql.identifier(column.name)}`]] : [];
    }),
  );
}

async function writeTargets({ tx, plan, rows, isFresh }: WriteOptions): Promise<void> {
  const table = engineTable(tx.tables, plan.mapping.target);
  const set = overwrite(plan, tx);
  const targets: ErasedRow[] = rows.map(({ target }) => target);
  // Every column of the table takes a parameter, named or not.
  for (const batch of inBatches(targets, plan.mapping.columns.length + 12)) {
    const insert = tx.insert(table).values(batch);
    await (isFresh ? insert : insert.onConflictDoUpdate({ target: table.id, set }));
  }
}

async function writeRecords({ tx, plan, rows, isFresh }: WriteOptions): Promise<void> {
  const { legacyRecord: table } = tx.tables;
  const { system, mapping } = plan;
  const records = rows.map(({ row, originals, digest }) => ({
    system,
    kind: mapping.kind,
    oldId: row.oldId ?? "",
    newId: row.newId,
    originals,
    sourceDigest: digest,
  }));
  for (const batch of inBatches(records, 6)) {
    const insert = tx.insert(table).values(batch);
    await (isFresh
      ? insert
      : insert.onConflictDoUpdate({
          target: [table.system, table.kind, table.oldId],
          set: { originals: sql`excluded.originals`, sourceDigest: sql`excluded.source_digest` },
        }));
  }
}

/** Writes imported rows together with what is kept of the old ones. */
export async function writeRows(options: WriteOptions): Promise<void> {
  if (options.rows.length === 0) return;
  await writeTargets(options);
  await writeRecords(options);
}

/** Takes rows out of the quarantine that could be imported after all. */
export async function releaseQuarantined({ tx, plan, rows }: Omit<WriteOptions, "isFresh">): Promise<void> {
  const { quarantinedRow: table } = tx.tables;
  const oldIds = rows.flatMap(({ row }) => row.oldId ?? []);
  for (const batch of inBatches(oldIds, 1)) {
    await tx
      .delete(table)
      .where(and(eq(table.system, plan.system), eq(table.kind, plan.mapping.kind), inArray(table.oldId, batch)));
  }
}
