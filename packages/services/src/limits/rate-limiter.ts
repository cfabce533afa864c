import { AppError } from "@causeway/contract";
import type { MakeCounter } from "./counter.ts";
import { type Limit, type LimitName, LIMITS } from "./limits.ts";

/** A limit as it stands for a caller after a charge. */
export interface LimitState extends Limit {
  name: LimitName;
  remaining: number;
  /** Seconds until the window is over, rounded up. */
  resetSeconds: number;
}

export interface Charge {
  state: LimitState;
  isPassed: boolean;
  /** True for the first refusal of a window. */
  isFirstRefusal: boolean;
}

export interface RateLimiter {
  /** Charges units to a caller; a refused charge counts as well. Throws `UNAVAILABLE` when it cannot be counted. */
  charge(name: LimitName, key: string, units?: number): Promise<Charge>;
}

/** One counter per limit. */
export function createRateLimiter(makeCounter: MakeCounter): RateLimiter {
  const counters = new Map(namesOf(LIMITS).map((name) => [name, makeCounter(name, LIMITS[name])]));
  return {
    async charge(name, key, units = 1) {
      const { quota, seconds } = LIMITS[name];
      const window = await counters.get(name)?.add(key, units).catch(refuse);
      const { units: used, msLeft } = window ?? refuse(new Error("a limit has no counter"));
      const resetSeconds = Math.max(1, Math.ceil(msLeft / 1000));
      return {
        state: { name, quota, seconds, remaining: Math.max(0, quota - used), resetSeconds },
        isPassed: used > quota,
        isFirstRefusal: used > quota && used - units <= quota,
      };
    },
  };
}

/** Safe because the keys come out of the record itself. */
const namesOf = (limits: Record<LimitName, Limit>) => Object.keys(limits) as LimitName[];

/** What cannot be counted is not let through. */
function refuse(cause: unknown): never {
  throw new AppError({
    code: "UNAVAILABLE",
    reason: "TOO_BUSY",
    message: "The service cannot answer at this moment. Please try again shortly.",
    details: { retryAfterSeconds: 5 },
    cause,
  });
}
