import { defineConfig } from "vitest/config";
import { TEST_OPTIONS } from "./scripts/lib/test-options.ts";

/** `pnpm e2e`: a real browser against the real server. One file after the other: a browser takes both cores of a small machine. */
export default defineConfig({
  test: {
    ...TEST_OPTIONS,
    include: ["e2e/**/*.e2e.test.ts"],
    globalSetup: ["e2e/support/build.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // A browser on a busy machine. What passes only at the second try is printed as such, and is to be mended all the same.
    retry: process.env["CI"] ? 1 : 0,
  },
});
