import { Transform } from "node:stream";
import { AppError } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { openFile } from "../../files/open.ts";
import { defineJob, type JobRun } from "../../jobs/job.ts";
import { type ListRow, readCustomerList, UnreadableListError } from "../read-customer-list.ts";
import { importTopic } from "./internal.ts";
import { type ImportTarget, takeRows } from "./take-rows.ts";

/** Rows taken in one transaction: each costs a write to the disk that is waited for. */
const BATCH = 2000;
/** And bytes of the file, for rows that are long: nearly all of a list could be one batch of them. */
const BATCH_BYTES = 4 * 1024 * 1024;
const MAX_ATTEMPTS = 5;

interface Counts {
  rows: number;
  accepted: number;
  refused: number;
  bytesRead: number;
}

/**
 * Reads a customer list from its first byte to its last, batch by batch. Interrupted, it begins again: the rows it has taken are
 * found by their number and their line.
 */
export const importContactsJob = defineJob({
  name: "contacts.import",
  payload: z.object({ importId: z.string() }),
  maxAttempts: MAX_ATTEMPTS,
  async run(run, { importId }) {
    const { contactImport } = run.db.tables;
    const [row] = await run.db.select().from(contactImport).where(eq(contactImport.id, importId));
    if (!row || row.state !== "reading") return;
    try {
      if (row.fileId === null) throw new UnreadableListError("The file is gone.");
      await readFile(run, row.fileId, { importId, restaurantId: row.restaurantId, country: row.country });
    } catch (error) {
      run.signal.throwIfAborted();
      const failure = describeFailure(error);
      if (failure === null && run.job.attempt < MAX_ATTEMPTS) throw error;
      if (failure === null) run.logger.error({ err: error, importId }, "customer list not read");
      await run.db
        .update(contactImport)
        .set({
          state: "failed",
          failure: failure ?? "Something went wrong on our side. Please hand the list in again.",
          finishedAt: run.clock(),
        })
        .where(eq(contactImport.id, importId));
    }
    run.events.publish(importTopic(importId));
  },
});

/** In words for the owner of the list; null for what may be over at the next attempt. */
function describeFailure(error: unknown): string | null {
  if (error instanceof UnreadableListError) return error.message;
  return error instanceof AppError && error.code === "NOT_FOUND" ? "The file is gone." : null;
}

async function readFile(run: JobRun, fileId: string, target: ImportTarget): Promise<void> {
  const { content } = await openFile(run, fileId, run.signal);
  const counts: Counts = { rows: 0, accepted: 0, refused: 0, bytesRead: 0 };
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      counts.bytesRead += chunk.length;
      done(null, chunk);
    },
  });
  content.once("error", (error) => counted.destroy(error));
  counted.once("close", () => content.destroy());
  let batch: ListRow[] = [];
  let begin = 0;
  for await (const row of readCustomerList(content.pipe(counted))) {
    batch.push(row);
    if (batch.length < BATCH && counts.bytesRead - begin < BATCH_BYTES) continue;
    run.signal.throwIfAborted();
    await takeBatch(run, target, { batch, counts, isLast: false });
    begin = counts.bytesRead;
    batch = [];
  }
  await takeBatch(run, target, { batch, counts, isLast: true });
}

async function takeBatch(
  run: JobRun,
  target: ImportTarget,
  { batch, counts, isLast }: { batch: readonly ListRow[]; counts: Counts; isLast: boolean },
): Promise<void> {
  const { contactImport } = run.db.tables;
  const taken = await run.db.transaction(async (tx) => {
    const { accepted, refused } = await takeRows(tx, run, target, batch);
    const next = {
      rows: counts.rows + batch.length,
      accepted: counts.accepted + accepted,
      refused: counts.refused + refused,
      bytesRead: counts.bytesRead,
    };
    await tx
      .update(contactImport)
      .set({ ...next, ...(isLast ? { state: "done" as const, finishedAt: run.clock() } : {}) })
      .where(eq(contactImport.id, target.importId));
    return next;
  });
  Object.assign(counts, { rows: taken.rows, accepted: taken.accepted, refused: taken.refused });
  await run.progress({ done: taken.rows, total: null });
  run.events.publish(importTopic(target.importId));
}
