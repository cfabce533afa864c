export interface CheckResult {
  /** One per line of the report; none when all is well. */
  faults: string[];
  /** Said beside the step's name, also when all is well. */
  note?: string;
}

/** One step of `pnpm verify`. */
export type Check = (root: string) => Promise<CheckResult>;
