import { defineConfig } from "vitest/config";
import { TEST_OPTIONS } from "./scripts/lib/test-options.ts";

/** `pnpm test`: every suite that runs on a bare machine. */
export default defineConfig({
  test: {
    ...TEST_OPTIONS,
    include: ["packages/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.{shared,e2e}.test.ts"],
  },
});
