import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECKS } from "./assurance/checks.ts";
import { collectCoverage } from "./assurance/collect-coverage.ts";
import { renderAssurance } from "./assurance/render.ts";
import { runAsMain } from "./lib/run-as-main.ts";

export const ASSURANCE_PAGE = "docs/assurance.md";
export const COVERED_LIST = "scripts/assurance/covered.json";

/** Writes the page, and adds to the list of covered checks those that a test names now. Nothing is taken off the list. */
await runAsMain(import.meta, async () => {
  const root = join(import.meta.dirname, "..");
  const coverage = await collectCoverage(root);
  const page = renderAssurance(coverage);
  if (!process.argv.includes("--write")) {
    process.stdout.write(page);
    return 0;
  }
  const listed: string[] = JSON.parse(await readFile(join(root, COVERED_LIST), "utf8"));
  const covered = Object.keys(CHECKS).filter((id) => listed.includes(id) || coverage.has(id));
  await writeFile(join(root, COVERED_LIST), `${JSON.stringify(covered, null, 2)}\n`);
  await writeFile(join(root, ASSURANCE_PAGE), page);
  return 0;
});
