import { appendFileSync, writeSync } from "node:fs";
import { z } from "zod";
import { defineJob } from "../../src/jobs/job.ts";

export const STEPS = ["a", "b", "c"];

/** Does one thing after the other to the world outside, which is a file, and says so; each is to be done once. */
export const stepsJob = defineJob({
  name: "test.steps",
  payload: z.object({ file: z.string(), dies: z.boolean() }),
  maxAttempts: 3,
  leaseMs: 1500,
  backoffMs: 10,
  async run(run, { file, dies }) {
    for (const step of STEPS) {
      await run.once(`${run.job.id}:${step}`, async () => {
        appendFileSync(file, `${run.job.id} ${step}\n`);
        return step;
      });
      if (dies) process.kill(process.pid, "SIGKILL");
      writeSync(1, `${run.job.id} ${step}\n`);
      // Time for whoever wants to kill this process here.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return run.job.attempt;
  },
});
