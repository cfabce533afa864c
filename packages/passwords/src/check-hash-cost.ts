import { readHash } from "./read-hash.ts";
import type { HashReading } from "./schemes/scheme.ts";
import type { VerifyOptions } from "./verify-options.ts";

export type HashCostCheck = { ok: true } | { ok: false; exceeded: string; value: number; limit: number };

/**
 * Whether a hash may be imported: `verifyPassword` refuses those beyond `HASH_LIMITS`. Values that are no known hash cost
 * nothing and are `ok`; `identifyHash` tells them. Firebase's cost is in its options, not in the hash.
 */
export function checkHashCost(hash: string): HashCostCheck {
  const reading = readHash(hash)?.reading;
  return reading ? checkReadingCost({ reading, options: {} }) : { ok: true };
}

export function checkReadingCost({ reading, options }: { reading: HashReading; options: VerifyOptions }): HashCostCheck {
  const cost = reading.costs(options).find(({ value, limit }) => value > limit);
  return cost ? { ok: false, exceeded: cost.parameter, value: cost.value, limit: cost.limit } : { ok: true };
}
