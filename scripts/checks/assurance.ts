import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ASSURANCE_PAGE, COVERED_LIST } from "../assurance.ts";
import { ASVS } from "../assurance/asvs.ts";
import { CHECKS } from "../assurance/checks.ts";
import { collectCoverage } from "../assurance/collect-coverage.ts";
import { findFaults } from "../assurance/find-faults.ts";
import { renderAssurance } from "../assurance/render.ts";
import { UNCOVERED } from "../assurance/uncovered.ts";
import type { CheckResult } from "./check.ts";

/** The page of checks and tests says what is so, and no check has lost its test. */
export async function checkAssurance(root: string): Promise<CheckResult> {
  const coverage = await collectCoverage(root);
  const covered: string[] = JSON.parse(await readFile(join(root, COVERED_LIST), "utf8"));
  const named = new Set(coverage.keys());
  const faults = findFaults({ checks: CHECKS, requirements: ASVS, covered, uncovered: UNCOVERED, named });
  const isCurrent = (await readFile(join(root, ASSURANCE_PAGE), "utf8")) === renderAssurance(coverage);
  return {
    faults: [...faults, ...(isCurrent ? [] : [`${ASSURANCE_PAGE} is not current: node scripts/assurance.ts --write`])],
    note: `${covered.length} of ${Object.keys(CHECKS).length} checks`,
  };
}
