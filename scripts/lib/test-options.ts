import type { ViteUserConfig } from "vitest/config";

const report = process.env["TEST_REPORT"];

/** What every vitest run of the project has in common. TEST_REPORT names a file for the results as JSON, beside the usual output. */
export const TEST_OPTIONS: NonNullable<ViteUserConfig["test"]> = {
  exclude: ["**/node_modules/**", "**/dist/**"],
  globalSetup: ["packages/testing/src/postgres/global-setup.ts"],
  // better-sqlite3 and the process-wide settings that some suites change need a process of their own.
  pool: "forks",
  // Unless told, vitest leaves one core free, which is half of a small machine.
  maxWorkers: "100%",
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // One second unless told, which a busy machine may take over a connection or a page.
  expect: { poll: { timeout: 10_000 } },
  reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
};
