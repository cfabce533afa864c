import { type Db, type JsonValue, refreshStatistics, type Store } from "@causeway/db";
import { engineTable } from "../mapping/engine-table.ts";
import { findIdForm } from "../mapping/find-id-form.ts";
import { KnownRows } from "../mapping/known-rows.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { createPlans, type Plan } from "../mapping/plan.ts";
import type { ImportedTable, ImportReport } from "../report/import-report.ts";
import type { Source } from "../source/source.ts";
import { CHUNK_LIMITS, type ChunkLimits } from "./chunk-size.ts";
import { describeTable } from "./describe-table.ts";
import { ImportRun } from "./import-run.ts";
import { againStep, importTable } from "./import-table.ts";
import { type Inspection, inspectSource } from "./inspect-source.ts";
import { type Progress, watchProgress, type WatchTable } from "./progress.ts";
import { listQuarantined } from "./quarantine.ts";
import { rehearse } from "./rehearse.ts";
import { raiseSequences } from "./sequences.ts";
import { noCounts, totalOf } from "./tally.ts";

export interface ImportOptions {
  system: string;
  /** The migrated target. Null only for a dry run without a database. */
  store: Store | null;
  source: Source;
  /** Each after those its rows point at. */
  mappings: readonly Mapping[];
  onProgress?: (progress: Progress) => void;
  /** Stops between two chunks; the next import goes on there. */
  signal?: AbortSignal;
  /** Reads and decodes everything, writes nothing. */
  dryRun?: boolean;
  /** Of a dry run: shows text in its examples as it is; password hashes never. */
  showValues?: boolean;
  clock?: () => Date;
  /** Rows in one transaction; adapts between these. */
  chunkLimits?: ChunkLimits;
}

/** What both a real and a rehearsed import work with. */
export interface ImportContext {
  system: string;
  source: Source;
  plans: ReadonlyMap<string, Plan>;
  inspection: Inspection;
  watch: WatchTable;
  clock: () => Date;
  signal: AbortSignal | undefined;
}

type Outcome = Pick<ImportReport, "tables" | "quarantined" | "examples" | "isResumed"> & { startedAt: Date };

/** A report is made of text, numbers, lists and plain objects alone. */
const asJson = (report: ImportReport): JsonValue => JSON.parse(JSON.stringify(report)) as JsonValue;

async function importAll(
  context: ImportContext,
  { run, db, limits }: { run: ImportRun; db: Db; limits: ChunkLimits },
): Promise<Outcome> {
  const { source, plans, system } = context;
  await raiseSequences(db, source, [...plans.values()]);
  const tables: ImportedTable[] = [];
  const known = new KnownRows();
  for (const plan of plans.values()) {
    const { kind } = plan.mapping;
    const before = (await run.progress(db, kind))?.counts ?? noCounts();
    const onChunk = context.watch(kind, totalOf(before));
    await importTable({ context: { ...context, db, run, known, plan }, limits, signal: context.signal, onChunk });
    const steps = [kind, againStep(kind)];
    tables.push(describeTable(plan, context.inspection, await run.counts(db, ...steps), run.notes(...steps)));
  }
  // Again: the old server may have gone on.
  await raiseSequences(db, source, [...plans.values()]);
  const written = [...plans.values()].map(({ mapping }) => engineTable(db.tables, mapping.target));
  await refreshStatistics(db, [...written, db.tables.legacyRecord]);
  const quarantined = await listQuarantined(db, system, [...plans.keys()]);
  return { tables, quarantined, isResumed: run.isResumed, startedAt: run.startedAt };
}

/**
 * Brings the rows of an old system over, each old table after those it points at. Run again it goes on where it was
 * stopped, by whatever; run after its end it takes over what has changed in the source since. Throws `SourceError` before
 * anything is written when the source is damaged or not the system's.
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const { system, source, store, dryRun: isDryRun = false, showValues = false, clock = () => new Date() } = options;
  const idForm = await findIdForm(store?.db ?? null, system, options.mappings);
  const plans = createPlans({ system, idForm }, options.mappings);
  const startedAt = clock();
  const inspection = await inspectSource(source, plans);
  const context: ImportContext = {
    system,
    source,
    plans: new Map(plans.map((plan) => [plan.mapping.kind, plan])),
    inspection,
    watch: watchProgress(inspection, options.onProgress),
    clock,
    signal: options.signal,
  };
  const describe = ({ startedAt: from, ...outcome }: Outcome): ImportReport => ({
    type: "import",
    system,
    source: source.description,
    startedAt: from.toISOString(),
    finishedAt: clock().toISOString(),
    isDryRun,
    ignoredTables: inspection.ignoredTables,
    ...outcome,
  });
  if (isDryRun)
    return describe({ ...(await rehearse(context, { db: store?.db ?? null, showValues })), isResumed: false, startedAt });
  if (!store) throw new Error("Only a dry run can do without a database.");
  const { db } = store;
  const totalRows = [...inspection.totals.values()].reduce((sum, rows) => sum + rows, 0);
  const run = await ImportRun.open(db, { system, source: source.description, totalRows, now: startedAt });
  const report = describe(await importAll(context, { run, db, limits: options.chunkLimits ?? CHUNK_LIMITS }));
  await run.finish(db, { now: clock(), report: asJson(report) });
  return report;
}
