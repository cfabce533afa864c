import type { Dialect } from "@causeway/db";
import { openTestStore } from "@causeway/testing";
import type { EnqueueOptions, JobDefinition } from "../../src/jobs/job.ts";
import type { AnyJob } from "../../src/jobs/registry.ts";
import { ANONYMOUS } from "../../src/runtime/context.ts";
import { openJobRuntime } from "./job-runtime.ts";

export type JobBench = Awaited<ReturnType<typeof openJobBench>>;

/** A fresh database with jobs in it, and workers to start beside each other. */
export async function openJobBench(dialect: Dialect) {
  const database = await openTestStore(dialect);
  const { db } = database.store;
  const { runtime, work, ...rest } = await openJobRuntime(database.url, db);
  const { job } = db.tables;
  return {
    db,
    url: database.url,
    runtime,
    ctx: { ...runtime, principal: ANONYMOUS, requestId: "test", ip: null, userAgent: null },
    work,
    enqueue: <TPayload extends Parameters<AnyJob["run"]>[1]>(
      definition: JobDefinition<TPayload>,
      payload: TPayload,
      options?: EnqueueOptions,
    ) => db.transaction((tx) => runtime.jobs.enqueue(tx, definition, payload, options)),
    jobs: () => db.select().from(job).orderBy(job.createdAt, job.id),
    async [Symbol.asyncDispose]() {
      await rest[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
