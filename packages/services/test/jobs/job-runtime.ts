import type { Db } from "@causeway/db";
import { pino } from "pino";
import { openBossDelivery } from "../../src/jobs/boss-delivery.ts";
import type { AnyJob } from "../../src/jobs/registry.ts";
import { startWorker, type WorkerOptions } from "../../src/jobs/worker.ts";
import { createRuntime } from "../../src/runtime/create-runtime.ts";

const SECRET = "only for tests: thirty-two characters and more";

/** A runtime as a server has it, with the real clock: on SQLite workers look into the table, on Postgres pg-boss delivers. */
export async function openJobRuntime(url: string, db: Db) {
  const logger = pino({ level: "silent" });
  const delivery = db.dialect === "postgres" ? await openBossDelivery({ url, logger }) : undefined;
  const runtime = await createRuntime({ db, logger, secret: SECRET, ...(delivery ? { delivery } : {}) });
  const closers: (() => Promise<void>)[] = [];
  return {
    runtime,
    async work(jobs: readonly AnyJob[], options: Omit<WorkerOptions, "jobs" | "delivery"> = {}) {
      const worker = await startWorker(runtime, { ...options, jobs, ...(delivery ? { delivery } : {}) });
      closers.push(() => worker.stop());
      return worker;
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers) await close();
      await delivery?.[Symbol.asyncDispose]();
    },
  };
}
