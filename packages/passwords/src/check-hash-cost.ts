import { checkReadingCost } from "./check-reading-cost.ts";
import type { HashCostCheck } from "./hash-cost-check.ts";
import { readHash } from "./read-hash.ts";

/**
 * Whether a hash may be imported: `verifyPassword` refuses those beyond `HASH_LIMITS`. Values that are no known hash cost
 * nothing and are `ok`; `identifyHash` tells them. Firebase's cost is in its options, not in the hash.
 */
export function checkHashCost(hash: string): HashCostCheck {
  const reading = readHash(hash)?.reading;
  return reading ? checkReadingCost({ reading, options: {} }) : { ok: true };
}
