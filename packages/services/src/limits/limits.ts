/** How much one caller may do: `quota` units within a window of `seconds`, which begins with the first of them. */
export interface Limit {
  quota: number;
  seconds: number;
}

const HOUR = 60 * 60;

/**
 * Every limit there is. `anonymous` and `user` hold for all calls together; the others in addition, for calls of procedures that
 * name them. Strangers are told apart by their address, users by their account.
 */
export const LIMITS = {
  anonymous: { quota: 100, seconds: HOUR },
  user: { quota: 1000, seconds: HOUR },
  "sign-in": { quota: 30, seconds: 15 * 60 },
  "sign-up": { quota: 20, seconds: HOUR },
  /** What sends a mail to an address that a stranger types. */
  reset: { quota: 10, seconds: HOUR },
  /** Texts by a model. */
  generation: { quota: 60, seconds: HOUR },
  upload: { quota: 120, seconds: HOUR },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** The limits that hold for all calls; a procedure names one of the others. */
export type BroadLimit = "anonymous" | "user";
export type ProcedureLimit = Exclude<LimitName, BroadLimit>;
