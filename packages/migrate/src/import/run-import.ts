import type { Db, JsonValue, Store } from "@causeway/db";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Mapping } from "../mapping/mapping.ts";
import { KnownRows } from "../mapping/known-rows.ts";
import { createPlans, type Plan } from "../mapping/plan.ts";
import type { ImportedTable, ImportReport, QuarantinedItem } from "../report/import-report.ts";
import type { Source } from "../source/source.ts";
import { CHUNK_LIMITS, type ChunkLimits } from "./chunk-size.ts";
import { ImportRun } from "./import-run.ts";
import { againStep, importTable } from "./import-table.ts";
import { type Inspection, inspectSource } from "./inspect-source.ts";
import { rehearsalRows, rehearseTable } from "./rehearse.ts";
import { raiseSequences } from "./sequences.ts";
import { type Counts, type NoteCounts, noCounts } from "./tally.ts";

/** Where an import is; once per chunk. */
export interface Progress {
  kind: string;
  /** Rows of this table seen so far, and rows it had when the import began. */
  done: number;
  total: number;
  /** The same over all tables. */
  doneOfAll: number;
  totalOfAll: number;
}

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
  clock?: () => Date;
  /** Rows in one transaction; adapts between these. */
  chunkLimits?: ChunkLimits;
}

export interface RunContext {
  db: Db | null;
  source: Source;
  plans: ReadonlyMap<string, Plan>;
  known: KnownRows;
  signal: AbortSignal | undefined;
}

type OnChunk = (read: number, counts: Counts) => void;

/** Listed by name in a report; all are in `quarantined_row`. */
const MAX_LISTED = 1000;

/** Counts rows as they go by, for whoever watches. */
function createProgress({ totals }: Inspection, onProgress: ImportOptions["onProgress"]) {
  const totalOfAll = [...totals.values()].reduce((sum, total) => sum + total, 0);
  let doneOfAll = 0;
  return (kind: string, already: number): OnChunk => {
    let done = already;
    const total = totals.get(kind) ?? 0;
    doneOfAll += already;
    const tell = () => onProgress?.({ kind, done, total: Math.max(total, done), doneOfAll, totalOfAll });
    tell();
    return (read) => {
      done += read;
      doneOfAll += read;
      tell();
    };
  };
}

function describeTable({ mapping }: Plan, inspection: Inspection, counts: Counts, kept: NoteCounts): ImportedTable {
  const rows = counts.imported + counts.repaired + counts.unchanged + counts.quarantined;
  return { kind: mapping.kind, rows, ...counts, kept, ignoredColumns: inspection.ignoredColumns.get(mapping.kind) ?? [] };
}

/** A report is made of text, numbers, lists and plain objects alone. */
const asJson = (report: object): JsonValue => JSON.parse(JSON.stringify(report)) as JsonValue;

async function listQuarantined(db: Db, system: string, plans: readonly Plan[]): Promise<QuarantinedItem[]> {
  const { quarantinedRow: table } = db.tables;
  const kinds = plans.map(({ mapping }) => mapping.kind);
  return db
    .select({ kind: table.kind, oldId: table.oldId, reason: table.reason, message: table.message })
    .from(table)
    .where(and(eq(table.system, system), inArray(table.kind, kinds)))
    .orderBy(asc(table.kind), asc(table.oldId))
    .limit(MAX_LISTED);
}

/**
 * Brings the rows of an old system over, each old table after those it points at. Run again it goes on where it was
 * stopped, by whatever; run after its end it takes over what has changed in the source since. Throws `SourceError` before
 * anything is written when the source is damaged or not the system's.
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const { system, source, clock = () => new Date() } = options;
  const plans = createPlans(system, options.mappings);
  const byKind = new Map(plans.map((plan) => [plan.mapping.kind, plan]));
  const startedAt = clock();
  const inspection = await inspectSource(source, plans);
  const watch = createProgress(inspection, options.onProgress);
  const shared = { source, plans: byKind, signal: options.signal };
  const report = (parts: Pick<ImportReport, "tables" | "quarantined" | "isResumed">, from: Date): ImportReport => ({
    type: "import",
    system,
    source: source.description,
    startedAt: from.toISOString(),
    finishedAt: clock().toISOString(),
    isDryRun: options.dryRun ?? false,
    ignoredTables: inspection.ignoredTables,
    ...parts,
  });

  if (options.dryRun) {
    const context: RunContext = { ...shared, db: options.store?.db ?? null, known: rehearsalRows() };
    const tables: ImportedTable[] = [];
    const quarantined: QuarantinedItem[] = [];
    for (const plan of plans) {
      const { counts, notes, refused } = await rehearseTable(context, plan, watch(plan.mapping.kind, 0));
      tables.push(describeTable(plan, inspection, counts, notes));
      quarantined.push(...refused.slice(0, MAX_LISTED - quarantined.length));
    }
    return report({ tables, quarantined, isResumed: false }, startedAt);
  }

  if (!options.store) throw new Error("Only a dry run can do without a database.");
  const { db } = options.store;
  const run = await ImportRun.open(db, { system, source: source.description, now: startedAt });
  await raiseSequences(db, source, plans);
  const tables: ImportedTable[] = [];
  const known = new KnownRows();
  for (const plan of plans) {
    const { kind } = plan.mapping;
    const before = (await run.progress(db, kind))?.counts ?? noCounts();
    const onChunk = watch(kind, before.imported + before.repaired + before.unchanged + before.quarantined);
    await importTable({
      context: { ...shared, db, run, known, clock, plan },
      limits: options.chunkLimits ?? CHUNK_LIMITS,
      signal: options.signal,
      onChunk,
    });
    const steps = [kind, againStep(kind)];
    tables.push(describeTable(plan, inspection, await run.counts(db, ...steps), run.notes(...steps)));
  }
  await raiseSequences(db, source, plans);
  const quarantined = await listQuarantined(db, system, plans);
  const finished = report({ tables, quarantined, isResumed: run.isResumed }, run.startedAt);
  await run.finish(db, { now: clock(), report: asJson(finished) });
  return finished;
}
