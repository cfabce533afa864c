/** Whether a hash is cheap enough to be checked, and if not, which parameter exceeds which limit. */
export type HashCostCheck = { ok: true } | { ok: false; exceeded: string; value: number; limit: number };
