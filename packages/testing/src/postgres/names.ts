import { createHash, randomBytes } from "node:crypto";

const KEPT_MS = 6 * 3_600_000;

export function templateName(key: string): string {
  return `causeway_template_${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}

/** Carries the time of making, so that what a killed run left can be told from what a running one uses. */
export function newDatabaseName(nowMs: number): string {
  return `causeway_test_${nowMs.toString(36)}_${randomBytes(5).toString("hex")}`;
}

/** Templates always are: the next run makes them anew. */
export function isDatabaseOutdated(name: string, nowMs: number): boolean {
  if (/^causeway_template_[0-9a-f]{16}(_building)?$/.test(name)) return true;
  const madeAt = /^causeway_test_([0-9a-z]+)_[0-9a-f]{10}$/.exec(name)?.[1];
  return madeAt !== undefined && nowMs - Number.parseInt(madeAt, 36) > KEPT_MS;
}
