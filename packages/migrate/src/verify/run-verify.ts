import type { Db, Store } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { countSource } from "../import/inspect-source.ts";
import { type Progress, watchProgress } from "../import/progress.ts";
import { lastOldInteger } from "../import/sequences.ts";
import { findIdForm } from "../mapping/find-id-form.ts";
import { KnownRows } from "../mapping/known-rows.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { createPlans, type Plan } from "../mapping/plan.ts";
import type { VerifiedTable, VerifyReport } from "../report/verify-report.ts";
import type { Source } from "../source/source.ts";
import type { Difference } from "./difference.ts";
import { TableVerifier } from "./verify-table.ts";

export interface VerifyOptions {
  system: string;
  store: Store;
  source: Source;
  mappings: readonly Mapping[];
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** Shows text in differences as it is; password hashes never. */
  showValues?: boolean;
  clock?: () => Date;
}

/** A sequence behind the old side would give an old id out twice. */
async function checkSequence(db: Db, source: Source, plan: Plan, verifier: TableVerifier): Promise<void> {
  const last = await lastOldInteger(source, plan);
  if (last === null) return;
  const { legacySequence: sequence } = db.tables;
  const [row] = await db
    .select({ lastId: sequence.lastId })
    .from(sequence)
    .where(and(eq(sequence.system, plan.system), eq(sequence.kind, plan.mapping.kind)));
  if (row && row.lastId >= last) return;
  verifier.differences.row(
    "next",
    "changed",
    `old ids from ${last + 1} on`,
    row ? `old ids from ${row.lastId + 1} on` : "no sequence",
    "legacy_sequence",
  );
}

/**
 * Compares every row and every cell of the source with what the new side holds, and the other way round. Reads only. Rows
 * made on the new side are counted; cells that a mapping lets move on are counted apart.
 */
export async function runVerify(options: VerifyOptions): Promise<VerifyReport> {
  const { system, source, store, signal, clock = () => new Date(), showValues = false } = options;
  const startedAt = clock();
  const idForm = await findIdForm(store.db, system, options.mappings);
  const plans = createPlans({ system, idForm }, options.mappings);
  const inspection = await countSource(source, plans);
  const watch = watchProgress(inspection, options.onProgress);
  const context = {
    db: store.db,
    source,
    signal,
    known: new KnownRows(),
    plans: new Map(plans.map((plan) => [plan.mapping.kind, plan])),
  };
  const tables: VerifiedTable[] = [];
  const differences: Difference[] = [];
  for (const plan of plans) {
    const { kind, target } = plan.mapping;
    const verifier = new TableVerifier(context, plan, inspection.totals.get(kind) ?? 0);
    await verifier.run(watch(kind, 0));
    await checkSequence(store.db, source, plan, verifier);
    const { rows, held, quarantined, decided, madeHere, movedOn } = verifier;
    const columns = verifier.digests.report();
    const ignoredColumns = inspection.ignoredColumns.get(kind) ?? [];
    tables.push({
      kind,
      target,
      rows,
      held,
      quarantined,
      decided,
      madeHere,
      movedOn,
      differences: verifier.differences.count,
      columns,
      ignoredColumns,
    });
    differences.push(...verifier.differences.report(kind, showValues));
  }
  const differenceCount = tables.reduce((sum, table) => sum + table.differences, 0);
  return {
    type: "verify",
    system,
    source: source.description,
    startedAt: startedAt.toISOString(),
    finishedAt: clock().toISOString(),
    isClean: differenceCount === 0,
    tables,
    differenceCount,
    differences,
    ignoredTables: inspection.ignoredTables,
  };
}
