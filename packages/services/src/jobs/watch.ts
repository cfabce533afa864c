import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Job, JobId } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { getJob } from "./get.ts";
import { jobTopic } from "./internal.ts";

/** A worker of another process may have nothing to announce its progress by: so often it is looked for, in milliseconds. */
const LOOK_MS = 2000;

/** The job now and after every change, until it has ended or `signal` is aborted. Throws `JOB_NOT_FOUND`. */
export async function* watchJob(ctx: Ctx, input: JobId, signal: AbortSignal): AsyncGenerator<Job> {
  const leaving = new AbortController();
  const over = AbortSignal.any([signal, leaving.signal]);
  const changes = ctx.events.watch(jobTopic(input.id), over)[Symbol.asyncIterator]();
  try {
    let shown = await getJob(ctx, input);
    yield shown;
    let change = changes.next();
    while (shown.finishedAt === null && !over.aborted) {
      const isAnnounced = await within(LOOK_MS, change);
      if (over.aborted) return;
      if (isAnnounced) change = changes.next();
      const now = await getJob(ctx, input);
      if (isDeepStrictEqual(now, shown)) continue;
      shown = now;
      yield now;
    }
  } finally {
    leaving.abort();
  }
}

/** Whether it comes within so many milliseconds. */
async function within(milliseconds: number, event: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = wait(milliseconds, false, { signal: timer.signal }).catch(() => false);
  const isOnTime = await Promise.race([event.then(() => true), late]);
  timer.abort();
  return isOnTime;
}
