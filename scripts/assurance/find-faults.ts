import type { Requirement } from "./asvs.ts";

interface Claims {
  checks: Readonly<Record<string, string>>;
  requirements: Readonly<Record<string, Requirement>>;
  /** Ids that have a test, as reviewed. */
  covered: readonly string[];
  /** Reasons for those that have none. */
  uncovered: Readonly<Record<string, string>>;
  /** Ids that the tests name. */
  named: ReadonlySet<string>;
}

/** What is claimed and does not hold, one line each. */
export function findFaults({ checks, requirements, covered, uncovered, named }: Claims): string[] {
  const lost = covered.filter((id) => !named.has(id)).map((id) => `${id} had a test and has none any more`);
  const fresh = [...named].filter((id) => id in checks && !covered.includes(id)).map((id) => `${id} has a test and is not listed`);
  const unknown = [...named].filter((id) => !(id in checks)).map((id) => `a test names ${id}, which is no check`);
  const silent = Object.keys(checks)
    .filter((id) => !named.has(id) && !uncovered[id])
    .map((id) => `${id} has neither a test nor a reason`);
  const excused = Object.keys(uncovered)
    .filter((id) => named.has(id))
    .map((id) => `${id} has a test and a reason to have none`);
  const unshown = Object.entries(requirements)
    .filter(([, { checks: ids, note }]) => note === undefined && !ids.some((id) => named.has(id)))
    .map(([id]) => `ASVS ${id} is shown by nothing`);
  return [...lost, ...fresh, ...unknown, ...silent, ...excused, ...unshown];
}
