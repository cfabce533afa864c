import type { Limit, LimitName } from "./limits.ts";

/** Counts one limit, caller by caller, in windows: the instant at which a window ends belongs to the next one. */
export interface Counter {
  /** Adds units to the caller's window, or begins one; gives what it holds now. Exact also for calls at once. */
  add(key: string, units: number): Promise<{ units: number; msLeft: number }>;
}

/** How a limit is counted: in this process, or where all processes see it. */
export type MakeCounter = (name: LimitName, limit: Limit) => Counter;
