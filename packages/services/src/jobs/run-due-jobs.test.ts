import { createTestApp, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "./job.ts";
import { runDueJobs } from "./run-due-jobs.ts";

describe.each(DIALECTS)("jobs run in this process on %s", (dialect) => {
  it("those that are due and those that these make, one after the other", async () => {
    await using app = await createTestApp({ dialect });
    const seen: number[] = [];
    const count = defineJob({
      name: "test.count",
      payload: z.number(),
      async run(run, payload) {
        seen.push(payload);
        if (payload < 3) await run.db.transaction((tx) => run.jobs.enqueue(tx, count, payload + 1));
        return payload;
      },
    });
    const { jobId } = await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, count, 1));
    await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, count, 10, { runAt: new Date(app.clock().getTime() + 1000) }));
    expect(await runDueJobs(app.runtime, { jobs: [count] })).toBe(3);
    expect(seen).toEqual([1, 2, 3]);
    const { job } = app.db.tables;
    expect(await app.db.select().from(job).where(eq(job.id, jobId))).toMatchObject([
      { state: "completed", result: 1, attempts: 1 },
    ]);
    app.clock.advance(1000);
    expect(await runDueJobs(app.runtime, { jobs: [count] })).toBe(1);
  });
});
