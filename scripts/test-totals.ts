import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runAsMain } from "./lib/run-as-main.ts";

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

export interface Totals {
  passed: number;
  failed: number;
}

/** A file that could not even be loaded has no failed test of its own and counts as one. */
export function countReport(report: Report): Totals {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Sums the JSON reports of vitest in the folder given as the argument. */
await runAsMain(import.meta, async () => {
  const [folder = "."] = process.argv.slice(2);
  const totals: Totals = { passed: 0, failed: 0 };
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".json"))) {
    const { passed, failed } = countReport(JSON.parse(await readFile(join(folder, name), "utf8")));
    totals.passed += passed;
    totals.failed += failed;
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed > 0 ? 1 : 0;
});
