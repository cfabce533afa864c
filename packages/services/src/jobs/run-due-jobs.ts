import type { Runtime } from "../runtime/context.ts";
import { buryLostJobs, claimJob, findReadyJobs } from "./claim.ts";
import { type AnyJob, JOBS } from "./registry.ts";
import { runJob } from "./run-job.ts";
import { enqueueScheduled } from "./schedule.ts";

const BATCH = 20;

/**
 * Runs every job that is due, by its schedule too, and those that these make due, one after the other in this process, until none
 * is left; by the same code as a worker. Gives their number.
 */
export async function runDueJobs(runtime: Runtime, { jobs = JOBS }: { jobs?: readonly AnyJob[] } = {}): Promise<number> {
  let count = 0;
  for (;;) {
    await buryLostJobs(runtime);
    await enqueueScheduled(runtime, { jobs });
    const ids = await findReadyJobs(runtime, { jobs, limit: BATCH });
    if (ids.length === 0) return count;
    for (const id of ids) {
      const claimed = await claimJob(runtime, { id, jobs, workerId: "in-process" });
      if (!claimed) continue;
      await runJob(runtime, claimed);
      count++;
    }
  }
}
