import { AppError } from "@causeway/contract";
import { can } from "../runtime/access.ts";
import type { Ctx, Principal, Runtime } from "../runtime/context.ts";
import { addressKey } from "./address-key.ts";
import type { BroadLimit, LimitName, ProcedureLimit } from "./limits.ts";
import type { LimitState } from "./rate-limiter.ts";

/** What one request from outside is charged. */
export interface RequestCharges {
  /** Charges the caller for all calls of the request together, one unless told. Throws `TOO_MANY_REQUESTS`. */
  admit(principal: Principal, request?: AdmittedRequest): Promise<void>;
  /** Charges for a procedure that has a limit of its own; after `admit`. Throws `TOO_MANY_REQUESTS`. */
  charge(limit: ProcedureLimit): Promise<void>;
  /** True once `admit` was asked. */
  readonly isAdmitted: boolean;
  /** Every limit that was charged, as it stands. */
  readonly states: readonly LimitState[];
}

export interface AdmittedRequest {
  calls?: number;
  /** An open session whose refresh token was shown: its holder is no stranger, although only a new token will say who it is. */
  sessionId?: string | null;
}

interface Caller {
  broad: BroadLimit;
  key: string;
}

/** Whom to charge; null for those without limits. Whoever acts for somebody uses up their own. */
function callerOf(principal: Principal, ip: string | null, sessionId: string | null): Caller | null {
  if (can({ principal }, "limit:none")) return null;
  if (principal.kind === "user") return { broad: "user", key: `user:${principal.impersonatorUserId ?? principal.userId}` };
  if (principal.kind === "anonymous" && sessionId !== null) return { broad: "user", key: `session:${sessionId}` };
  return { broad: "anonymous", key: `address:${addressKey(ip)}` };
}

function tooMany({ name, resetSeconds }: LimitState): AppError {
  return new AppError({
    code: "TOO_MANY_REQUESTS",
    reason: "RATE_LIMITED",
    message: `You have done this too often. Please try again in ${inWords(resetSeconds)}.`,
    details: { limit: name, retryAfterSeconds: resetSeconds },
  });
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "one second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** Without limits (`RATE_LIMITS=off`) nothing is charged. The first refusal of a window is logged, all are counted. */
export function chargeRequest(
  { limits, counters, logger }: Pick<Runtime, "limits" | "counters" | "logger">,
  { ip, requestId }: Pick<Ctx, "ip" | "requestId">,
): RequestCharges {
  const states: LimitState[] = [];
  let caller: Caller | null = null;
  let isAdmitted = false;
  const chargeTo = async (name: LimitName, key: string, units: number) => {
    if (!limits) return;
    const { state, isPassed, isFirstRefusal } = await limits.charge(name, key, units);
    states.push(state);
    if (!isPassed) return;
    counters.add("rate_limited", { limit: name });
    if (isFirstRefusal) logger.warn({ limit: name, caller: key, requestId }, "a rate limit was passed");
    throw tooMany(state);
  };
  return {
    states,
    get isAdmitted() {
      return isAdmitted;
    },
    async admit(principal, { calls = 1, sessionId = null } = {}) {
      isAdmitted = true;
      caller = callerOf(principal, ip, sessionId);
      if (caller) await chargeTo(caller.broad, caller.key, calls);
    },
    async charge(limit) {
      if (caller) await chargeTo(limit, caller.key, 1);
    },
  };
}
