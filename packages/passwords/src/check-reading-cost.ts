import type { HashCostCheck } from "./hash-cost-check.ts";
import type { HashReading } from "./schemes/scheme.ts";
import type { VerifyOptions } from "./verify-options.ts";

export function checkReadingCost({ reading, options }: { reading: HashReading; options: VerifyOptions }): HashCostCheck {
  const cost = reading.costs(options).find(({ value, limit }) => value > limit);
  return cost ? { ok: false, exceeded: cost.parameter, value: cost.value, limit: cost.limit } : { ok: true };
}
