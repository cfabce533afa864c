import { type Db, type JsonValue, newId } from "@causeway/db";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { addCounts, type Counts, mergeNotes, type NoteCounts, noCounts, withoutZeros } from "./tally.ts";

/** Another process imports the same system at the same time. */
export class ImportConflictError extends Error {
  override readonly name = "ImportConflictError";
  constructor() {
    super("another import of this system is running; this one has stopped");
  }
}

/** How far a table has come. */
export interface TableProgress {
  position: string | null;
  isDone: boolean;
  counts: Counts;
}

/** A step of the run: one old table, or the second look at one. */
export type Step = string;

/** What a chunk adds, and where the run stands before and after it. */
export interface Move {
  from: string | null;
  to: string;
  now: Date;
  counts: Counts;
  notes: NoteCounts;
}

/** What an unfinished run keeps where its report will be. */
interface RunState {
  notes: Record<Step, NoteCounts>;
  /** Rows that the source had when the run was begun or resumed; missing in runs of earlier versions. */
  totalRows?: number;
}

export interface OpenOptions {
  system: string;
  source: string;
  /** Rows that the source has. */
  totalRows: number;
  now: Date;
}

const asReport = ({ notes, totalRows = 0 }: RunState): JsonValue => ({ notes, totalRows });

/** One import of one source. What it has done is stored with the rows themselves, so that it can go on after any end. */
export class ImportRun {
  readonly id: string;
  readonly isResumed: boolean;
  readonly startedAt: Date;
  readonly #notes: Record<Step, NoteCounts>;
  readonly #totalRows: number;

  private constructor({ id, startedAt }: { id: string; startedAt: Date }, resumed: RunState | null, totalRows: number) {
    this.id = id;
    this.startedAt = startedAt;
    this.isResumed = resumed !== null;
    this.#notes = resumed?.notes ?? {};
    this.#totalRows = totalRows;
  }

  /** Goes on with the system's last run if that was of the same source and did not end; else begins a new one. */
  static async open(db: Db, { system, source, totalRows, now }: OpenOptions): Promise<ImportRun> {
    return db.transaction(async (tx) => {
      const { importRun: run } = tx.tables;
      const [last] = await tx
        .select({ id: run.id, source: run.source, startedAt: run.startedAt, finishedAt: run.finishedAt, report: run.report })
        .from(run)
        .where(eq(run.system, system))
        .orderBy(desc(run.startedAt), desc(run.id))
        .limit(1);
      if (last?.finishedAt === null && last.source === source) {
        // Safe: an unfinished run's report is written here and by `advance` alone. The source may have grown.
        const state: RunState = { notes: {}, ...(last.report as RunState | null), totalRows };
        await tx
          .update(run)
          .set({ report: asReport(state) })
          .where(eq(run.id, last.id));
        return new ImportRun(last, state, totalRows);
      }
      const begun = { id: newId(), startedAt: now };
      await tx.insert(run).values({ ...begun, system, source, finishedAt: null, report: asReport({ notes: {}, totalRows }) });
      return new ImportRun(begun, null, totalRows);
    });
  }

  async progress(db: Db, step: Step): Promise<TableProgress | null> {
    const { importProgress: progress } = db.tables;
    const [row] = await db
      .select()
      .from(progress)
      .where(and(eq(progress.runId, this.id), eq(progress.kind, step)));
    if (!row) return null;
    const { imported, repaired, unchanged, quarantined } = row;
    return { position: row.position, isDone: row.isDone, counts: { imported, repaired, unchanged, quarantined } };
  }

  async begin(db: Db, step: Step): Promise<TableProgress> {
    const { importProgress: progress } = db.tables;
    const none = { ...noCounts(), position: null, isDone: false };
    await db
      .insert(progress)
      .values({ ...none, runId: this.id, kind: step })
      .onConflictDoNothing();
    return (await this.progress(db, step)) ?? { position: null, isDone: false, counts: noCounts() };
  }

  /** Moves on within the transaction that writes the rows. Throws `ImportConflictError` if somebody else has moved on. */
  async advance(tx: Db, step: Step, move: Move): Promise<void> {
    const { importProgress: progress, importRun: run } = tx.tables;
    const add = (column: keyof Counts) => sql`${progress[column]} + ${move.counts[column]}`;
    const moved = await tx
      .update(progress)
      .set({
        position: move.to,
        imported: add("imported"),
        repaired: add("repaired"),
        unchanged: add("unchanged"),
        quarantined: add("quarantined"),
        updatedAt: move.now,
      })
      .where(
        and(
          eq(progress.runId, this.id),
          eq(progress.kind, step),
          move.from === null ? isNull(progress.position) : eq(progress.position, move.from),
        ),
      )
      .returning({ kind: progress.kind });
    if (moved.length === 0) throw new ImportConflictError();
    if (Object.keys(move.notes).length === 0) return;
    const notes = structuredClone(this.#notes);
    mergeNotes((notes[step] ??= {}), move.notes);
    await tx
      .update(run)
      .set({ report: asReport({ notes, totalRows: this.#totalRows }) })
      .where(eq(run.id, this.id));
  }

  /** To be called once the transaction of `advance` is committed. */
  committed(step: Step, notes: NoteCounts): void {
    mergeNotes((this.#notes[step] ??= {}), notes);
  }

  async finishStep(db: Db, step: Step): Promise<void> {
    const { importProgress: progress } = db.tables;
    await db
      .update(progress)
      .set({ isDone: true })
      .where(and(eq(progress.runId, this.id), eq(progress.kind, step)));
  }

  async finish(db: Db, { now, report }: { now: Date; report: JsonValue }): Promise<void> {
    const { importRun: run } = db.tables;
    await db.update(run).set({ finishedAt: now, report }).where(eq(run.id, this.id));
  }

  notes(...steps: Step[]): NoteCounts {
    const sum: NoteCounts = {};
    for (const step of steps) mergeNotes(sum, this.#notes[step] ?? {});
    return withoutZeros(sum);
  }

  /** What all these steps counted together. */
  async counts(db: Db, ...steps: Step[]): Promise<Counts> {
    let sum = noCounts();
    for (const step of steps) sum = addCounts(sum, (await this.progress(db, step))?.counts ?? noCounts());
    return sum;
  }
}
