import { type Db, type JsonValue, newId } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Progress } from "../import/progress.ts";
import type { VerifyReport } from "../report/verify-report.ts";

/** How often progress is written at most, in milliseconds. */
const EVERY_MS = 2000;

/** A verification as it is kept, for those who look at it from elsewhere. */
export interface VerifyRun {
  show(progress: Pick<Progress, "doneOfAll" | "totalOfAll">): void;
  finish(report: VerifyReport): Promise<void>;
  /** Waits for what is being written. To be called at every end. */
  stop(): Promise<void>;
}

export async function openVerifyRun(
  db: Db,
  { system, source, clock = () => new Date() }: { system: string; source: string; clock?: () => Date },
): Promise<VerifyRun> {
  const { verifyRun: table } = db.tables;
  const id = newId();
  const startedAt = clock();
  await db.insert(table).values({ id, system, source, startedAt, updatedAt: startedAt, rowsDone: 0, rowsTotal: 0 });
  let writing = Promise.resolve();
  let writtenAt = 0;
  let seen = { rowsDone: 0, rowsTotal: 0 };
  const write = async (change: Partial<typeof table.$inferInsert>) => {
    await db
      .update(table)
      .set({ ...seen, updatedAt: clock(), ...change })
      .where(eq(table.id, id));
  };
  return {
    show({ doneOfAll, totalOfAll }) {
      seen = { rowsDone: doneOfAll, rowsTotal: totalOfAll };
      if (performance.now() - writtenAt < EVERY_MS) return;
      writtenAt = performance.now();
      // Whoever watches can do without it: a verification does not fail because its progress cannot be written.
      writing = writing.then(() => write({})).catch(() => undefined);
    },
    async finish(report) {
      await writing;
      // A report is made of text, numbers, lists and plain objects alone.
      await write({ finishedAt: clock(), report: JSON.parse(JSON.stringify(report)) as JsonValue });
    },
    async stop() {
      await writing;
    },
  };
}
