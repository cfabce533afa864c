import { expect, test } from "vitest";
import { countReport } from "./test-totals.ts";

test("passed and failed tests count, and a file that did not load counts as failed", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }] },
      { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(countReport(report)).toEqual({ passed: 2, failed: 2 });
});
