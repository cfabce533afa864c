import { PERMISSIONS } from "@causeway/contract";
import { DIALECTS } from "@causeway/testing";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openJobBench } from "../../test/jobs/harness.ts";
import { cancelJob } from "./cancel.ts";
import { defineJob } from "./job.ts";
import { redriveJob } from "./redrive.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const ADMIN = { kind: "service", name: "test", permissions: new Set(PERMISSIONS) } as const;

/** A job that does as it is told, and what was seen of its runs. */
function spyJob(run: (payload: number, attempt: number, signal: AbortSignal) => unknown = () => null) {
  const runs: { payload: number; attempt: number }[] = [];
  const definition = defineJob({
    name: "test.spy",
    payload: z.number(),
    maxAttempts: 3,
    backoffMs: 20,
    async run({ job, signal }, payload) {
      runs.push({ payload, attempt: job.attempt });
      await run(payload, job.attempt, signal);
      return { payload };
    },
  });
  return { definition, runs };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })).then(() =>
    signal.throwIfAborted(),
  );

describe.each(DIALECTS)("the job queue on %s", { timeout: 60_000 }, (dialect) => {
  it("K02 a job of a transaction that is rolled back does not exist; one of a committed transaction runs", async () => {
    await using bench = await openJobBench(dialect);
    const { definition, runs } = spyJob();
    const rolledBack = bench.db.transaction(async (tx) => {
      await bench.runtime.jobs.enqueue(tx, definition, 1);
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await bench.jobs()).toEqual([]);
    await bench.enqueue(definition, 2);
    await bench.work([definition]);
    await vi.waitFor(async () => expect(await bench.jobs()).toMatchObject([{ state: "completed" }]), PATIENCE);
    expect(runs).toEqual([{ payload: 2, attempt: 1 }]);
    expect(await bench.jobs()).toMatchObject([{ result: { payload: 2 }, lockedBy: null, finishedAt: expect.any(Date) }]);
  });

  it("runs a job that is added while workers wait, and each job once among two of them", async () => {
    await using bench = await openJobBench(dialect);
    const { definition, runs } = spyJob();
    await bench.work([definition]);
    await bench.work([definition]);
    await bench.db.transaction(async (tx) => {
      for (let payload = 0; payload < 60; payload++) await bench.runtime.jobs.enqueue(tx, definition, payload);
    });
    await vi.waitFor(() => expect(runs).toHaveLength(60), PATIENCE);
    await vi.waitFor(async () => expect((await bench.jobs()).every(({ state }) => state === "completed")).toBe(true), PATIENCE);
    expect(runs.map(({ payload }) => payload).sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index));
  });

  it("K03 a job that fails is tried again, is dead after its last attempt, and runs again when it is driven again", async () => {
    await using bench = await openJobBench(dialect);
    let isRepaired = false;
    const { definition, runs } = spyJob(() => {
      if (!isRepaired) throw new Error("broken\0pipe");
    });
    const { jobId } = await bench.enqueue(definition, 1);
    await bench.work([definition]);
    await vi.waitFor(async () => expect(await bench.jobs()).toMatchObject([{ state: "dead" }]), PATIENCE);
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(await bench.jobs()).toMatchObject([{ lastError: "broken\ufffdpipe", attempts: 3 }]);
    isRepaired = true;
    await redriveJob({ ...bench.ctx, principal: ADMIN }, { id: jobId });
    await vi.waitFor(async () => expect(await bench.jobs()).toMatchObject([{ state: "completed", lastError: null }]), PATIENCE);
    expect(runs.at(-1)).toMatchObject({ attempt: 1 });
  });

  it("while a job with a key waits or runs there is no second one; afterwards there is", async () => {
    await using bench = await openJobBench(dialect);
    const { definition } = spyJob();
    const first = await bench.enqueue(definition, 1, { dedupeKey: "k" });
    const same = await bench.enqueue(definition, 2, { dedupeKey: "k" });
    const other = await bench.enqueue(definition, 3, { dedupeKey: "other" });
    expect([first.isNew, same.isNew, other.isNew]).toEqual([true, false, true]);
    expect(same.jobId).toBe(first.jobId);
    await bench.work([definition]);
    await vi.waitFor(
      async () => expect((await bench.jobs()).map(({ state }) => state)).toEqual(["completed", "completed"]),
      PATIENCE,
    );
    expect(await bench.enqueue(definition, 4, { dedupeKey: "k" })).toMatchObject({ isNew: true });
  });

  it("twenty that add the same key at once add one", async () => {
    await using bench = await openJobBench(dialect);
    const { definition } = spyJob();
    const added = await Promise.all(Array.from({ length: 20 }, () => bench.enqueue(definition, 1, { dedupeKey: "k" })));
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(added.map(({ jobId }) => jobId)).size).toBe(1);
  });

  it("does not run a job before its time", async () => {
    await using bench = await openJobBench(dialect);
    const { definition, runs } = spyJob();
    await bench.enqueue(definition, 2, { runAt: new Date(Date.now() + 1500) });
    await bench.enqueue(definition, 3, { runAt: new Date(Date.now() + 3_600_000) });
    await bench.enqueue(definition, 1);
    await bench.work([definition]);
    await vi.waitFor(async () => expect(runs).toHaveLength(2), PATIENCE);
    expect(runs.map(({ payload }) => payload)).toEqual([1, 2]);
    const [early] = (await bench.jobs()).filter(({ payload }) => payload === 2);
    expect(early?.startedAt?.getTime()).toBeGreaterThanOrEqual(early?.runAt.getTime() ?? Infinity);
  });

  it("a job that waits is cancelled at once, one that runs is told and then cancelled, one that has ended cannot be", async () => {
    await using bench = await openJobBench(dialect);
    const admin = { ...bench.ctx, principal: ADMIN };
    const { definition, runs } = spyJob((_payload, _attempt, signal) => untilAborted(signal));
    const { jobId: waiting } = await bench.enqueue(definition, 1, { runAt: new Date(Date.now() + 3_600_000), dedupeKey: "k" });
    expect(await cancelJob(admin, { id: waiting })).toMatchObject({ state: "cancelled" });
    const { jobId: running, isNew } = await bench.enqueue(definition, 2, { dedupeKey: "k" });
    expect(isNew).toBe(true);
    await bench.work([definition]);
    await vi.waitFor(() => expect(runs).toHaveLength(1), PATIENCE);
    expect(await cancelJob(admin, { id: running })).toMatchObject({ state: "active", isCancelling: true });
    await vi.waitFor(async () => expect((await bench.jobs())[1]).toMatchObject({ state: "cancelled", dedupeKey: null }), PATIENCE);
    await expect(cancelJob(admin, { id: running })).rejects.toMatchObject({ reason: "JOB_NOT_CANCELLABLE" });
    const { auditEvent } = bench.db.tables;
    const actions = await bench.db.select({ action: auditEvent.action, subjectId: auditEvent.subjectId }).from(auditEvent);
    expect(actions).toEqual([waiting, running].map((subjectId) => ({ action: "job.cancel", subjectId })));
  });

  it("a worker that stops tells its jobs, waits for them, and gives back those that were not done", async () => {
    await using bench = await openJobBench(dialect);
    const { definition, runs } = spyJob(async (payload, attempt, signal) => {
      if (attempt > 1 || runs.length > 2) return;
      if (payload === 1) await untilAborted(signal);
      // Does not listen, and never ends.
      if (payload === 2) await new Promise(() => undefined);
    });
    await bench.enqueue(definition, 1);
    await bench.enqueue(definition, 2);
    const worker = await bench.work([definition], { patienceMs: 200 });
    await vi.waitFor(() => expect(runs).toHaveLength(2), PATIENCE);
    await worker.stop();
    expect(await bench.jobs()).toMatchObject([1, 2].map(() => ({ state: "queued", attempts: 0, lockedBy: null })));
    await bench.work([definition]);
    await vi.waitFor(
      async () => expect((await bench.jobs()).map(({ state }) => state)).toEqual(["completed", "completed"]),
      PATIENCE,
    );
    expect(runs).toHaveLength(4);
  });

  it("K04 a schedule adds one job among several workers, at the newest of the times that passed", async () => {
    await using bench = await openJobBench(dialect);
    const runs: unknown[] = [];
    const everySecond = defineJob({
      name: "test.every-second",
      payload: z.null(),
      cron: { pattern: "* * * * * *", timeZone: "UTC" },
      run: async (_run, payload) => void runs.push(payload),
    });
    const { jobSchedule } = bench.db.tables;
    await bench.db.insert(jobSchedule).values({ name: everySecond.name, lastSlotAt: new Date(Date.now() - 3_600_000) });
    await bench.work([everySecond]);
    await bench.work([everySecond]);
    await bench.work([everySecond]);
    await vi.waitFor(() => expect(runs.length).toBeGreaterThanOrEqual(2), PATIENCE);
    const jobs = await bench.jobs();
    const [first, last] = [jobs[0], jobs.at(-1)];
    const seconds = ((last?.createdAt.getTime() ?? 0) - (first?.createdAt.getTime() ?? 0)) / 1000;
    expect(jobs.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it("leaves a job alone whose kind it does not know", async () => {
    await using bench = await openJobBench(dialect);
    const known = spyJob();
    const unknown = defineJob({ ...spyJob().definition, name: "test.of-a-newer-version" });
    await bench.enqueue(unknown, 1);
    await bench.enqueue(known.definition, 2);
    await bench.work([known.definition]);
    await vi.waitFor(() => expect(known.runs).toHaveLength(1), PATIENCE);
    expect((await bench.jobs())[0]).toMatchObject({ state: "queued", attempts: 0 });
  });

  it("a job that nobody was told of is found in the table", async () => {
    await using bench = await openJobBench(dialect);
    const { definition, runs } = spyJob();
    const { jobs } = bench.runtime;
    await bench.db.transaction(async (tx) => {
      const { jobId } = await jobs.enqueue(tx, definition, 1, { runAt: new Date(Date.now() - 60_000) });
      // As after a restore of the product's tables alone.
      await tx.postgres?.query("delete from pgboss.job where data->>'jobId' = $1", [jobId]);
    });
    await bench.work([definition]);
    await vi.waitFor(() => expect(runs).toHaveLength(1), PATIENCE);
  });
});
