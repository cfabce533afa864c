import { defineJob, runDueJobs } from "@causeway/services";
import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const reason = (word: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: word }) });

const failing = defineJob({
  name: "test.failing",
  payload: z.object({ secret: z.string() }),
  maxAttempts: 1,
  async run(run) {
    await run.progress({ done: 1, total: 2 });
    throw new Error("password of the database");
  },
});

async function setUp(dialect: (typeof DIALECTS)[number]) {
  const app = await createTestApp({ dialect });
  const [owner, stranger, admin] = [await app.createActor(), await app.createActor(), await app.createActor({ role: "admin" })];
  const { jobId: id } = await app.db.transaction((tx) =>
    app.runtime.jobs.enqueue(tx, failing, { secret: "x" }, { restaurantId: owner.restaurantId }),
  );
  const run = () => runDueJobs(app.runtime, { jobs: [failing] });
  return { app, owner, stranger, admin, id, run, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("jobs.* on %s", (dialect) => {
  it("a restaurant sees its own jobs, without what was given to them or why they failed", async () => {
    await using at = await setUp(dialect);
    await at.run();
    const { jobs } = at.app.as(at.owner);
    const seen = await jobs.get({ id: at.id });
    expect(seen).toMatchObject({ id: at.id, state: "dead", progress: { done: 1, total: 2 }, lastError: null });
    expect(seen).not.toHaveProperty("payload");
    expect(await at.app.as(at.admin).jobs.get({ id: at.id })).toMatchObject({ lastError: "password of the database" });
    await expect(at.app.as(at.stranger).jobs.get({ id: at.id })).rejects.toEqual(reason("JOB_NOT_FOUND"));
    await expect(at.app.caller.jobs.get({ id: at.id })).rejects.toEqual(reason("NOT_SIGNED_IN"));
    for (const call of [jobs.cancel, jobs.redrive]) await expect(call({ id: at.id })).rejects.toEqual(reason("PERMISSION_MISSING"));
    await expect(jobs.list({})).rejects.toEqual(reason("PERMISSION_MISSING"));
  });

  it("K03 administrators list jobs by state and kind, page by page, and drive dead ones again", async () => {
    await using at = await setUp(dialect);
    await at.run();
    at.app.clock.advance(1000);
    const { jobs } = at.app.as(at.admin);
    const { jobId: second } = await at.app.db.transaction((tx) => at.app.runtime.jobs.enqueue(tx, failing, { secret: "y" }));
    const first = await jobs.list({ name: failing.name, limit: 1 });
    const next = await jobs.list({ name: failing.name, limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual([second, at.id]);
    expect((await jobs.list({ state: "dead" })).items.map(({ id }) => id)).toEqual([at.id]);
    expect((await jobs.list({ name: "none" })).items).toEqual([]);
    await expect(jobs.redrive({ id: second })).rejects.toEqual(reason("JOB_NOT_DEAD"));
    await expect(jobs.redrive({ id: crypto.randomUUID() })).rejects.toEqual(reason("JOB_NOT_FOUND"));
    expect(await jobs.redrive({ id: at.id })).toMatchObject({ state: "queued", attempts: 0, finishedAt: null });
    const { auditEvent } = at.app.db.tables;
    const events = await at.app.db.select().from(auditEvent);
    expect(events.filter(({ action }) => action.startsWith("job."))).toMatchObject([
      { action: "job.redrive", subjectId: at.id, actorUserId: at.admin.userId },
    ]);
  });

  it("what the clock asks for is left out where nobody wants to see it, unless it was given up", async () => {
    await using at = await setUp(dialect);
    const { db, clock } = at.app;
    const { job } = db.tables;
    const [row] = await db.select().from(job);
    if (!row) throw new Error("There is no job.");
    const seal = (state: "completed" | "dead") => ({
      ...row,
      id: crypto.randomUUID(),
      name: "audit.seal",
      state,
      createdAt: clock(),
    });
    await db.insert(job).values([seal("completed"), seal("dead")]);
    const { jobs } = at.app.as(at.admin);
    const shown = async (input: Parameters<typeof jobs.list>[0]) =>
      (await jobs.list(input)).items.map(({ name, state }) => `${name} ${state}`).sort();
    expect(await shown({})).toEqual(["audit.seal completed", "audit.seal dead", "test.failing queued"]);
    expect(await shown({ housekeeping: false })).toEqual(["audit.seal dead", "test.failing queued"]);
    expect(await shown({ housekeeping: false, state: "completed" })).toEqual([]);
  });

  it("a job is watched from what it is now to its end", async () => {
    await using at = await setUp(dialect);
    const watching = await at.app.as(at.owner).jobs.watch({ id: at.id });
    const states: unknown[] = [];
    for await (const job of watching) {
      states.push([job.state, job.progress]);
      if (job.state === "queued") void at.run();
    }
    expect(states[0]).toEqual(["queued", null]);
    expect(states.at(-1)).toEqual(["dead", { done: 1, total: 2 }]);
    const refused = await at.app.as(at.stranger).jobs.watch({ id: at.id });
    await expect(refused[Symbol.asyncIterator]().next()).rejects.toEqual(reason("JOB_NOT_FOUND"));
  });

  it("what a worker of another process does to a job is seen without being announced", async () => {
    await using at = await setUp(dialect);
    const { job } = at.app.db.tables;
    const watching = (await at.app.as(at.owner).jobs.watch({ id: at.id }))[Symbol.asyncIterator]();
    await watching.next();
    const next = watching.next();
    await at.app.db.update(job).set({ progress: { done: 5, total: null } });
    expect((await next).value).toMatchObject({ progress: { done: 5, total: null } });
    await watching.return?.();
  });
});
