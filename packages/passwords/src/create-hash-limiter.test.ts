import { getEventListeners } from "node:events";
import { availableParallelism } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHashLimiter } from "./create-hash-limiter.ts";
import { HashQueueFullError } from "./hash-queue-full-error.ts";

/** A job that ends when it is told to. */
function createJob(started: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = () => {
    started.push(name);
    return promise;
  };
  return { run, finish: () => resolve(name), fail: (error: Error) => reject(error) };
}

describe("createHashLimiter", () => {
  it("runs as many jobs as it may, and the others in the order they came", async () => {
    const limiter = createHashLimiter({ concurrency: 2, queue: 2 });
    const started: string[] = [];
    const jobs = ["a", "b", "c", "d"].map((name) => createJob(started, name));
    const results = jobs.map(({ run }) => limiter.run(run));
    await new Promise(setImmediate);
    expect([started, limiter.running, limiter.waiting]).toEqual([["a", "b"], 2, 2]);
    jobs[1]?.finish();
    expect(await results[1]).toBe("b");
    await new Promise(setImmediate);
    expect([started, limiter.running, limiter.waiting]).toEqual([["a", "b", "c"], 2, 1]);
    for (const { finish } of jobs) finish();
    expect(await Promise.all(results)).toEqual(["a", "b", "c", "d"]);
    expect([started, limiter.running, limiter.waiting]).toEqual([["a", "b", "c", "d"], 0, 0]);
  });

  it("refuses a job when the queue is full, and takes one again when it is not", async () => {
    const limiter = createHashLimiter({ concurrency: 1, queue: 1 });
    const started: string[] = [];
    const [first, second] = [createJob(started, "first"), createJob(started, "second")];
    const results = [limiter.run(first.run), limiter.run(second.run)];
    await expect(limiter.run(() => Promise.resolve("third"))).rejects.toThrow(HashQueueFullError);
    first.finish();
    await results[0];
    const fourth = limiter.run(() => Promise.resolve("fourth"));
    second.finish();
    expect(await fourth).toBe("fourth");
    expect(started).toEqual(["first", "second"]);
  });

  it("says how long the queue takes, by how long jobs took", async () => {
    let time = 0;
    const limiter = createHashLimiter({ concurrency: 1, queue: 9, now: () => time });
    for (let job = 0; job < 100; job += 1) {
      await limiter.run(() => {
        time += 1000;
        return Promise.resolve();
      });
    }
    const job = createJob([], "slow");
    const results = Array.from({ length: 10 }, () => limiter.run(job.run));
    await expect(limiter.run(job.run)).rejects.toMatchObject({ name: "HashQueueFullError", retryAfterSeconds: 10 });
    job.finish();
    await Promise.all(results);
  });

  it("never asks to come back in less than a second", async () => {
    const limiter = createHashLimiter({ concurrency: 1, queue: 0 });
    const job = createJob([], "only");
    const result = limiter.run(job.run);
    await expect(limiter.run(job.run)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    job.finish();
    await result;
  });

  it("passes a job's failure on and frees its place", async () => {
    const limiter = createHashLimiter({ concurrency: 1, queue: 1 });
    const job = createJob([], "failing");
    const [failing, next] = [limiter.run(job.run), limiter.run(() => Promise.resolve("next"))];
    job.fail(new Error("no memory"));
    await expect(failing).rejects.toThrow("no memory");
    expect(await next).toBe("next");
    const thrown = limiter.run(() => {
      throw new TypeError("no job");
    });
    await expect(thrown).rejects.toThrow("no job");
    expect([limiter.running, limiter.waiting]).toEqual([0, 0]);
  });

  it("lets an aborted job leave the queue, and gives its place to another", async () => {
    const limiter = createHashLimiter({ concurrency: 1, queue: 1 });
    const started: string[] = [];
    const [first, second, third] = [createJob(started, "first"), createJob(started, "second"), createJob(started, "third")];
    const controller = new AbortController();
    const running = limiter.run(first.run);
    const aborted = limiter.run(second.run, { signal: controller.signal });
    controller.abort(new Error("the client is gone"));
    await expect(aborted).rejects.toThrow("the client is gone");
    const after = limiter.run(third.run);
    first.finish();
    third.finish();
    expect([await running, await after, started]).toEqual(["first", "third", ["first", "third"]]);
  });

  it("does not begin for a signal that is already aborted", async () => {
    const limiter = createHashLimiter({ concurrency: 1 });
    const started: string[] = [];
    const { run } = createJob(started, "never");
    await expect(limiter.run(run, { signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow("gone");
    expect([started, limiter.running]).toEqual([[], 0]);
  });

  it("does not disturb a job that has begun, whether it had to wait or not", async () => {
    const limiter = createHashLimiter({ concurrency: 1 });
    const started: string[] = [];
    const [first, second] = [createJob(started, "first"), createJob(started, "second")];
    const controller = new AbortController();
    const results = [first, second].map(({ run }) => limiter.run(run, { signal: controller.signal }));
    first.finish();
    await results[0];
    await new Promise(setImmediate);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    controller.abort();
    second.finish();
    expect(await Promise.all(results)).toEqual(["first", "second"]);
    expect([limiter.running, limiter.waiting]).toEqual([0, 0]);
  });

  it("leaves one core to others unless told", async () => {
    const limiter = createHashLimiter();
    const cores = Math.max(1, availableParallelism() - 1);
    const job = createJob([], "any");
    const results = Array.from({ length: cores * 21 }, () => limiter.run(job.run));
    expect([limiter.running, limiter.waiting]).toEqual([cores, cores * 20]);
    await expect(limiter.run(job.run)).rejects.toThrow(HashQueueFullError);
    job.finish();
    await Promise.all(results);
  });

  it("lets 20 jobs wait for each it runs", async () => {
    const limiter = createHashLimiter({ concurrency: 3 });
    const job = createJob([], "any");
    const results = Array.from({ length: 63 }, () => limiter.run(job.run));
    expect([limiter.running, limiter.waiting]).toEqual([3, 60]);
    job.finish();
    await Promise.all(results);
  });

  it.each([{ concurrency: 0 }, { concurrency: 1.5 }, { queue: -1 }, { queue: Number.NaN }])("does not take %j", (options) => {
    expect(() => createHashLimiter(options)).toThrow(RangeError);
  });

  it("never runs more than it may, starts in order and loses nothing, whatever the order of ends and aborts", async () => {
    const steps = fc.array(fc.record({ what: fc.constantFrom("run", "finish", "abort"), which: fc.nat(30) }), { maxLength: 60 });
    const property = fc.asyncProperty(
      steps,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 4 }),
      async (todo, concurrency, queue) => {
        const limiter = createHashLimiter({ concurrency, queue });
        const started: string[] = [];
        const jobs: { finish: () => void; controller: AbortController; isFulfilled: Promise<boolean> }[] = [];
        for (const { what, which } of todo) {
          const job = jobs[which % Math.max(1, jobs.length)];
          if (what === "finish") job?.finish();
          if (what === "abort") job?.controller.abort();
          if (what === "run") {
            const controller = new AbortController();
            const { run, finish } = createJob(started, String(jobs.length));
            const isFulfilled = limiter.run(run, { signal: controller.signal }).then(
              () => true,
              () => false,
            );
            jobs.push({ finish, controller, isFulfilled });
          }
          await new Promise(setImmediate);
          expect(limiter.running).toBeLessThanOrEqual(concurrency);
          expect(limiter.waiting).toBeLessThanOrEqual(queue);
        }
        const settled = Promise.all(jobs.map(({ isFulfilled }) => isFulfilled));
        for (const { finish } of jobs) finish();
        const fulfilled = (await settled).filter(Boolean);
        expect(fulfilled).toHaveLength(started.length);
        expect(started.map(Number)).toEqual(started.map(Number).toSorted((left, right) => left - right));
        expect([limiter.running, limiter.waiting]).toEqual([0, 0]);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
