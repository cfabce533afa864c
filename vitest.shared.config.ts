import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { TEST_OPTIONS } from "./scripts/lib/test-options.ts";

const shared = join(import.meta.dirname, "../shared");
if (!existsSync(shared))
  throw new Error(`These suites compare with what the old systems answered, recorded in ${shared}, which is missing.`);

/** The suites that read the old systems' recordings and data beside the repository. */
export default defineConfig({
  test: { ...TEST_OPTIONS, include: ["{packages,apps}/**/*.shared.test.ts"], testTimeout: 120_000 },
});
