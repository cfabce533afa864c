import type { CrossingRun, RunState } from "@causeway/contract";

/** Longer than any chunk takes, in milliseconds. */
const SIGN_OF_LIFE_MS = 60_000;

export interface RunTimes {
  startedAt: Date;
  finishedAt: Date | null;
  /** The last sign of life. */
  updatedAt: Date;
}

export function runState({ finishedAt, updatedAt }: RunTimes, now: Date): RunState {
  if (finishedAt !== null) return "done";
  return now.getTime() - updatedAt.getTime() > SIGN_OF_LIFE_MS ? "stopped" : "running";
}

/** Null for a run that has not ended, and for one that was interrupted: nobody worked in between. */
export function rowsPerSecond(
  { startedAt, finishedAt }: RunTimes,
  { rows, isResumed }: Pick<CrossingRun, "rows"> & { isResumed: boolean },
): number | null {
  if (finishedAt === null || isResumed) return null;
  return Math.round((rows * 1000) / Math.max(1, finishedAt.getTime() - startedAt.getTime()));
}
