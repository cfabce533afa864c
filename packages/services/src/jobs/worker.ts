import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Runtime } from "../runtime/context.ts";
import { buryLostJobs, claimJob, findReadyJobs } from "./claim.ts";
import type { JobDelivery } from "./delivery.ts";
import type { Claim } from "./internal.ts";
import { type AnyJob, JOBS } from "./registry.ts";
import { runJob } from "./run-job.ts";
import { enqueueScheduled } from "./schedule.ts";
import { settleJob } from "./settle.ts";
import { createSlots } from "./slots.ts";

export interface WorkerOptions {
  /** Without one, the worker looks for itself all the time: right where looking costs little. */
  delivery?: JobDelivery;
  jobs?: readonly AnyJob[];
  /** Jobs at once; 4 unless told. */
  concurrency?: number;
  /** How long running jobs may take to stop, in milliseconds; 10,000 unless told. */
  patienceMs?: number;
}

export interface Worker {
  /** Takes no more jobs, tells the running ones to stop, and gives back to the queue what does not in time. */
  stop(): Promise<void>;
}

/** How often a worker looks into the table, in milliseconds: the whole delivery, or the net below another. */
const LOOK_MS = 250;
const NET_MS = 5000;
/** What the net catches has been due for so long that its delivery must have been lost. */
const NET_GRACE_MS = 5000;
const HOUSEKEEPING_MS = 1000;

/** Works on the jobs of the database until it is stopped, beside any number of other workers. */
export async function startWorker(runtime: Runtime, options: WorkerOptions = {}): Promise<Worker> {
  const { delivery, jobs = JOBS, concurrency = 4, patienceMs = 10_000 } = options;
  const workerId = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const stopping = new AbortController();
  const slots = createSlots(concurrency);
  const running = new Map<Claim, AnyJob>();

  const take = (id: string) =>
    slots.run(async () => {
      if (stopping.signal.aborted) return;
      const claimed = await claimJob(runtime, { id, jobs, workerId });
      if (!claimed) return;
      running.set(claimed.claim, claimed.definition);
      try {
        await runJob(runtime, { ...claimed, stopping: stopping.signal });
      } finally {
        running.delete(claimed.claim);
      }
    });

  const look = async () => {
    if (slots.free() === 0) return;
    const overdueMs = delivery ? NET_GRACE_MS : 0;
    for (const id of await findReadyJobs(runtime, { jobs, limit: slots.free(), overdueMs })) {
      void take(id).catch((err: unknown) => runtime.logger.error({ err, jobId: id }, "job could not be taken"));
    }
  };
  const keepHouse = async () => {
    await buryLostJobs(runtime);
    await enqueueScheduled(runtime, { jobs });
  };

  const loops = [
    repeat(runtime, { every: delivery ? NET_MS : LOOK_MS, signal: stopping.signal, task: look }),
    repeat(runtime, { every: HOUSEKEEPING_MS, signal: stopping.signal, task: keepHouse }),
  ];
  const delivering = await delivery?.start({ take, concurrency });

  return {
    async stop() {
      stopping.abort();
      await Promise.all([delivering?.stop(), ...loops]);
      await Promise.race([slots.idle(), new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
      for (const [claim, definition] of running) await settleJob(runtime, claim, definition, { kind: "released" });
    },
  };
}

/** Repeats a task until the signal is aborted; a failure, such as a database that does not answer, is not the last time. */
async function repeat(
  { logger }: Pick<Runtime, "logger">,
  { every, signal, task }: { every: number; signal: AbortSignal; task: () => Promise<void> },
): Promise<void> {
  while (!signal.aborted) {
    await task().catch((err: unknown) => logger.error({ err }, "worker could not look for jobs"));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, every);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
      signal.addEventListener("abort", done);
      if (signal.aborted) done();
    });
  }
}
