import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { claimJob } from "./claim.ts";
import { defineJob, type JobRun } from "./job.ts";
import type { AnyJob } from "./registry.ts";
import { runDueJobs } from "./run-due-jobs.ts";
import { runJob } from "./run-job.ts";

const define = (run: (run: JobRun, payload: number) => Promise<void>, options: Partial<AnyJob> = {}) =>
  defineJob({ name: "test.job", payload: z.number(), maxAttempts: 3, backoffMs: 10_000, leaseMs: 60_000, ...options, run });

async function setUp(app: TestApp, definition: ReturnType<typeof define>) {
  const { job, jobEffect } = app.db.tables;
  const { jobId: id } = await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, definition, 1));
  return {
    id,
    row: async () => (await app.db.select().from(job).where(eq(job.id, id)))[0],
    effects: async () => (await app.db.select({ key: jobEffect.key }).from(jobEffect)).map(({ key }) => key),
    runDue: () => runDueJobs(app.runtime, { jobs: [definition] }),
    /** As another process would. */
    claim: (workerId: string) => claimJob(app.runtime, { id, jobs: [definition], workerId }),
  };
}

describe.each(DIALECTS)("a job that runs on %s", (dialect) => {
  it("K03 waits longer after each failure and is dead after the last; what it did before stays done", async () => {
    await using app = await createTestApp({ dialect });
    const calls: string[] = [];
    const at = await setUp(
      app,
      define(async (run) => {
        const told = await run.once("first", async () => (calls.push("first"), "told"));
        calls.push(`${run.job.attempt} ${told}`);
        await run.once("second", async () => Promise.reject(new Error("service down")));
      }),
    );
    expect(await at.runDue()).toBe(1);
    const delays: number[] = [];
    for (const attempt of [1, 2]) {
      const row = await at.row();
      expect(row).toMatchObject({ state: "queued", attempts: attempt, lastError: "service down" });
      const delay = (row?.runAt.getTime() ?? 0) - app.clock().getTime();
      delays.push(delay);
      app.clock.advance(delay - 1);
      expect(await at.runDue()).toBe(0);
      app.clock.advance(1);
      expect(await at.runDue()).toBe(1);
    }
    expect(delays[1]).toBeGreaterThan(delays[0] ?? Infinity);
    expect(await at.row()).toMatchObject({ state: "dead", attempts: 3, finishedAt: app.clock(), lockedBy: null });
    expect(calls).toEqual(["first", "1 told", "2 told", "3 told"]);
    expect(await at.effects()).toEqual(["first"]);
  });

  it("K01 belongs to one worker until its lease runs out; the one that lost it changes nothing any more", async () => {
    await using app = await createTestApp({ dialect });
    const effects: string[] = [];
    const failures: unknown[] = [];
    let interfere = async () => {};
    const at = await setUp(
      app,
      define(async (run) => {
        await run.once("a", async () => (effects.push("a"), null));
        await interfere();
        await run.once("b", async () => (effects.push("b"), null)).catch((error: unknown) => failures.push(error));
        run.signal.throwIfAborted();
      }),
    );
    const first = await at.claim("first");
    expect(await at.claim("second")).toBeNull();
    app.clock.advance(59_999);
    expect(await at.claim("second")).toBeNull();
    interfere = async () => {
      interfere = async () => {};
      app.clock.advance(60_001);
      const second = await at.claim("second");
      if (second) await runJob(app.runtime, second);
    };
    if (first) await runJob(app.runtime, first);
    expect(await at.row()).toMatchObject({ state: "completed", attempts: 2 });
    expect(effects).toEqual(["a", "b"]);
    expect(failures).toEqual([]);
  });

  it("renews its lease with its progress, and stops before an effect when it was cancelled", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const effects: string[] = [];
    const at = await setUp(
      app,
      define(async (run) => {
        app.clock.advance(50_000);
        await run.progress({ done: 1, total: 3, note: "first" });
        expect(await at.row()).toMatchObject({ progress: { done: 1, total: 3, note: "first" } });
        expect((await at.row())?.lockedUntil?.getTime()).toBe(app.clock().getTime() + 60_000);
        await app.as(admin).jobs.cancel({ id: run.job.id });
        await run.once("a", async () => (effects.push("a"), null));
      }),
    );
    await at.runDue();
    expect(await at.row()).toMatchObject({ state: "cancelled", progress: { done: 1, total: 3 }, lastError: null });
    expect(effects).toEqual([]);
  });

  it("is dead at once when what it was given does not fit any more", async () => {
    await using app = await createTestApp({ dialect });
    const at = await setUp(
      app,
      define(async () => {}),
    );
    const { job } = app.db.tables;
    await app.db.update(job).set({ payload: "of an older version" }).where(eq(job.id, at.id));
    await at.runDue();
    expect(await at.row()).toMatchObject({ state: "dead", attempts: 1 });
  });

  it("of a worker that vanished is cancelled if somebody wanted so, and dead if it was the last attempt", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const at = await setUp(
      app,
      define(async () => {}),
    );
    const last = await setUp(
      app,
      define(async () => {}, { maxAttempts: 1 }),
    );
    await at.claim("gone");
    await last.claim("gone");
    await app.as(admin).jobs.cancel({ id: at.id });
    app.clock.advance(60_001);
    expect(await at.runDue()).toBe(0);
    expect(await at.row()).toMatchObject({ state: "cancelled", finishedAt: app.clock() });
    expect(await last.row()).toMatchObject({ state: "dead", lastError: expect.stringContaining("worker ended") });
  });

  it("is forgotten two weeks after its end, with its effects; a dead one is kept", async () => {
    await using app = await createTestApp({ dialect });
    await app.runJobs();
    const at = await setUp(
      app,
      define(async (run) => void (await run.once("a", async () => null))),
    );
    await at.runDue();
    const dead = await setUp(
      app,
      define(async () => Promise.reject(new Error("no")), { maxAttempts: 1 }),
    );
    await dead.runDue();
    app.clock.advance(13 * 86_400_000);
    await app.runJobs();
    expect(await at.row()).toBeDefined();
    app.clock.advance(2 * 86_400_000);
    await app.runJobs();
    expect(await at.row()).toBeUndefined();
    expect(await at.effects()).toEqual([]);
    expect(await dead.row()).toMatchObject({ state: "dead" });
  });
});
