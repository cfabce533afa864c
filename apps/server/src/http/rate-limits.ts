import { AppError } from "@causeway/contract";
import { ANONYMOUS, chargeRequest, type Principal, rateLimitHeaders, type RequestCharges, type Runtime } from "@causeway/services";
import type { RequestFacts } from "./env.ts";

/** What a request is charged; its answer says where the caller stands. */
export function chargesOf(runtime: Runtime, facts: RequestFacts): Pick<RequestCharges, "admit" | "charge"> {
  const charges = chargeRequest(runtime, facts);
  const told = async (charging: Promise<void>) => {
    try {
      await charging;
    } finally {
      Object.assign(facts.headers, rateLimitHeaders(charges.states));
    }
  };
  return {
    admit: (principal, request) => told(charges.admit(principal, request)),
    charge: (limit) => told(charges.charge(limit)),
  };
}

export interface Admission {
  identify(): Promise<Principal>;
  /** The session that the caller can renew; asked for whom nothing else tells apart. */
  findSession(): Promise<string | null>;
  calls: number;
}

/**
 * Who makes the request, charged for its calls. Whoever presents a wrong token is charged as a stranger; an API key over its own
 * limit is not, as others may come from its address. Nor is a browser whose access token has run out: many people come from one
 * address, and each of them is refused, and renews the session, every quarter of an hour.
 */
export async function admitted(
  { identify, findSession, calls }: Admission,
  { admit }: Pick<RequestCharges, "admit">,
): Promise<Principal> {
  let principal: Principal;
  try {
    principal = await identify();
  } catch (error) {
    const isLimited = error instanceof AppError && error.code === "TOO_MANY_REQUESTS";
    if (!isLimited) await admit(ANONYMOUS, { calls });
    throw error;
  }
  const sessionId = principal.kind === "anonymous" ? await findSession() : null;
  await admit(principal, { calls, sessionId });
  return principal;
}
