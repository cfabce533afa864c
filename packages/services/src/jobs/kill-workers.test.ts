import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DIALECTS } from "@causeway/testing";
import { describe, expect, it, vi } from "vitest";
import { type JobBench, openJobBench } from "../../test/jobs/harness.ts";
import { STEPS, stepsJob } from "../../test/jobs/steps-job.ts";

const PROGRAM = join(import.meta.dirname, "../../test/jobs/worker-process.ts");
const PATIENCE = { timeout: 60_000, interval: 50 };

/** Worker processes beside each other; all are killed at the end. */
function openWorkers(url: string) {
  const running = new Set<ChildProcess>();
  const kill = async (child: ChildProcess) => {
    running.delete(child);
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
    child.kill("SIGKILL");
    await ended;
  };
  return {
    kill,
    /** Starts one; `onLine` hears what its jobs say. */
    async start(onLine: (line: string, child: ChildProcess) => void) {
      const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled") };
      const child = spawn(process.execPath, [PROGRAM, url], { stdio: ["ignore", "pipe", "inherit"], env });
      running.add(child);
      const ready = Promise.withResolvers<void>();
      createInterface(child.stdout).on("line", (line) => (line === "ready" ? ready.resolve() : onLine(line, child)));
      await Promise.race([ready.promise, once(child, "exit")]);
    },
    [Symbol.asyncDispose]: async () => void (await Promise.all([...running].map(kill))),
  };
}

async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), "causeway-steps-"));
  const file = join(folder, "effects");
  return {
    file,
    effects: async () => (await readFile(file, "utf8")).trim().split("\n").sort(),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const states = async (bench: JobBench) => (await bench.jobs()).map(({ state }) => state);

describe.each(DIALECTS)("two workers on %s", { timeout: 120_000 }, (dialect) => {
  it("K01 killed in the middle of jobs: every job runs to its end, and each effect is there once", async () => {
    await using world = await openWorld();
    await using bench = await openJobBench(dialect);
    await using workers = openWorkers(bench.url);
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) {
      ids.push((await bench.enqueue(stepsJob, { file: world.file, dies: false })).jobId);
    }
    // One death after the first step of a job, one after the second of another.
    const deaths = [`${ids[0]} a`, `${ids[3]} b`];
    const restarts: Promise<void>[] = [];
    const listen = (line: string, child: ChildProcess) => {
      if (line !== deaths[0]) return;
      deaths.shift();
      restarts.push(workers.kill(child).then(() => workers.start(listen)));
    };
    await Promise.all([workers.start(listen), workers.start(listen)]);
    await vi.waitFor(async () => expect(await states(bench)).toEqual(ids.map(() => "completed")), PATIENCE);
    await Promise.all(restarts);
    expect(deaths).toEqual([]);
    expect((await bench.jobs()).filter(({ attempts }) => attempts > 1).length).toBeGreaterThanOrEqual(2);
    expect(await world.effects()).toEqual(ids.flatMap((id) => STEPS.map((step) => `${id} ${step}`)).sort());
  });

  it("K03 a job that kills whoever runs it is dead after its last attempt, and others go on", async () => {
    await using world = await openWorld();
    await using bench = await openJobBench(dialect);
    await using workers = openWorkers(bench.url);
    const { jobId } = await bench.enqueue(stepsJob, { file: world.file, dies: true });
    for (let death = 1; death <= 3; death++) {
      await workers.start(() => undefined);
      await vi.waitFor(async () => expect((await bench.jobs())[0]).toMatchObject({ attempts: death }), PATIENCE);
    }
    await bench.enqueue(stepsJob, { file: world.file, dies: false });
    await workers.start(() => undefined);
    await vi.waitFor(async () => expect(await states(bench)).toEqual(["dead", "completed"]), PATIENCE);
    expect((await bench.jobs())[0]).toMatchObject({ id: jobId, attempts: 3, lastError: expect.stringContaining("worker ended") });
    expect((await world.effects()).filter((line) => line.startsWith(jobId))).toEqual([`${jobId} a`]);
  });
});
