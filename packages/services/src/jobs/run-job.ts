import { type JobProgress, type JsonValue, PERMISSIONS } from "@causeway/contract";
import { eq } from "drizzle-orm";
import type { Runtime } from "../runtime/context.ts";
import { cancelTopic, type Claim, DEFAULT_LEASE_MS, jobTopic } from "./internal.ts";
import type { JobRun } from "./job.ts";
import type { AnyJob } from "./registry.ts";
import { changeClaimed, type Outcome, settleJob } from "./settle.ts";

/** Why a job's signal was aborted. */
class JobInterruption extends Error {
  override readonly name = "JobInterruption";
  readonly why: "cancelled" | "stopping" | "lost";

  constructor(why: "cancelled" | "stopping" | "lost") {
    super({ cancelled: "The job was cancelled.", stopping: "The worker stops.", lost: "Another worker has the job." }[why]);
    this.why = why;
  }
}

/** How often a running job looks whether it was cancelled, at most, in milliseconds. */
const MAX_HEARTBEAT_MS = 5000;

/** Runs a claimed job and writes down what became of it. Never throws for what the job does. */
export async function runJob(
  runtime: Runtime,
  { claim, definition, stopping }: { claim: Claim; definition: AnyJob; stopping?: AbortSignal },
): Promise<void> {
  const aborter = new AbortController();
  const interrupt = (why: JobInterruption["why"]) => aborter.abort(new JobInterruption(why));
  const onStop = () => interrupt("stopping");
  if (stopping?.aborted) onStop();
  stopping?.addEventListener("abort", onStop, { once: true });
  const hold = createHold(runtime, claim, definition, interrupt);
  const logger = runtime.logger.child({ jobId: claim.id, job: claim.name, attempt: claim.attempt });
  try {
    const outcome = await attempt({ ...runtime, logger }, { claim, definition, hold, signal: aborter.signal });
    if (outcome.kind === "failed") logger.warn({ err: outcome.error }, "job failed");
    if (outcome.kind !== "lost") await settleJob(runtime, claim, definition, outcome);
  } finally {
    hold.stop();
    stopping?.removeEventListener("abort", onStop);
  }
}

type Hold = ReturnType<typeof createHold>;

/** Keeps the lease while the job runs and learns whether somebody cancelled it. */
function createHold(runtime: Runtime, claim: Claim, definition: AnyJob, interrupt: (why: JobInterruption["why"]) => void) {
  const leaseMs = definition.leaseMs ?? DEFAULT_LEASE_MS;
  const renew = async (change: { progress?: JsonValue } = {}) => {
    const row = await changeClaimed(runtime, claim, { ...change, lockedUntil: new Date(runtime.clock().getTime() + leaseMs) });
    if (row === null) interrupt("lost");
    else if (row.cancelRequestedAt !== null) interrupt("cancelled");
  };
  // A heartbeat that fails is as good as none: the lease runs out by itself.
  const beat = () => void renew().catch((err: unknown) => runtime.logger.warn({ err, jobId: claim.id }, "job heartbeat failed"));
  const timer = setInterval(beat, Math.min(leaseMs / 3, MAX_HEARTBEAT_MS));
  const watching = new AbortController();
  void (async () => {
    for await (const _ of runtime.events.watch(cancelTopic(claim.id), watching.signal)) beat();
  })();
  return {
    renew,
    stop() {
      clearInterval(timer);
      watching.abort();
    },
  };
}

async function attempt(
  runtime: Runtime,
  { claim, definition, hold, signal }: { claim: Claim; definition: AnyJob; hold: Hold; signal: AbortSignal },
): Promise<Outcome | { kind: "lost" }> {
  const payload = definition.payload.safeParse(claim.payload);
  // It will not fit the next time either.
  if (!payload.success) return { kind: "failed", error: payload.error, isFinal: true };
  let outcome: Outcome;
  try {
    const result = await definition.run(createRun(runtime, { claim, hold, signal }), payload.data);
    outcome = { kind: "completed", result: result ?? null };
  } catch (error) {
    outcome = { kind: "failed", error, isFinal: false };
  }
  const why = signal.reason instanceof JobInterruption ? signal.reason.why : null;
  if (why === "lost" || why === "cancelled") return { kind: why };
  return why === "stopping" && outcome.kind === "failed" ? { kind: "released" } : outcome;
}

function createRun(runtime: Runtime, { claim, hold, signal }: { claim: Claim; hold: Hold; signal: AbortSignal }): JobRun {
  const { id, attempt: number, restaurantId, requestedByUserId } = claim;
  return {
    ...runtime,
    principal: { kind: "service", name: `job:${claim.name}`, permissions: new Set(PERMISSIONS) },
    requestId: id,
    ip: null,
    userAgent: null,
    job: { id, attempt: number, restaurantId, requestedByUserId },
    signal,
    async progress(progress: JobProgress) {
      const { done, total, note } = progress;
      await hold.renew({ progress: { done, total, ...(note === undefined ? {} : { note }) } });
      runtime.events.publish(jobTopic(id));
    },
    async once<TResult extends JsonValue>(key: string, effect: () => Promise<TResult>): Promise<TResult> {
      const { jobEffect } = runtime.db.tables;
      const [known] = await runtime.db.select({ result: jobEffect.result }).from(jobEffect).where(eq(jobEffect.key, key));
      if (known) return storedResult<TResult>(known.result);
      await hold.renew();
      signal.throwIfAborted();
      const result = await effect();
      await runtime.db.insert(jobEffect).values({ key, jobId: id, at: runtime.clock(), result }).onConflictDoNothing();
      return result;
    },
  };
}

/** Safe because only `once` writes the column, with what the effect of the same key gave. */
function storedResult<TResult extends JsonValue>(result: JsonValue): TResult {
  return result as TResult;
}
