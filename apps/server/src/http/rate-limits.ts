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
    admit: (principal, calls) => told(charges.admit(principal, calls)),
    charge: (limit) => told(charges.charge(limit)),
  };
}

/**
 * Who makes the request, charged for its calls. Whoever presents a wrong token is charged as a stranger; an API key over its own
 * limit is not, as others may come from its address.
 */
export async function admitted(
  identify: () => Promise<Principal>,
  { admit }: Pick<RequestCharges, "admit">,
  calls: number,
): Promise<Principal> {
  let principal: Principal;
  try {
    principal = await identify();
  } catch (error) {
    const isLimited = error instanceof AppError && error.code === "TOO_MANY_REQUESTS";
    if (!isLimited) await admit(ANONYMOUS, calls);
    throw error;
  }
  await admit(principal, calls);
  return principal;
}
