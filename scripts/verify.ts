import { availableParallelism } from "node:os";
import { join } from "node:path";
import { checkArrows } from "./checks/arrows.ts";
import { checkAssurance } from "./checks/assurance.ts";
import type { Check, CheckResult } from "./checks/check.ts";
import { checkFileSizes } from "./checks/file-sizes.ts";
import { checkLegacyFolders } from "./checks/legacy-folders.ts";
import { checkLinks } from "./checks/links.ts";
import { checkMigrations } from "./checks/migrations/check-migrations.ts";
import { checkSuppressions } from "./checks/suppressions.ts";
import { checkTypeBudget } from "./checks/type-budget/check-type-budget.ts";
import { formatSeconds } from "./lib/format-seconds.ts";
import { runProgram } from "./lib/run-program.ts";
import { syncReferences } from "./references.ts";

interface Step {
  name: string;
  run: Check;
}

function program(name: string, ...args: string[]): Check {
  return async (root) => {
    const { status, output } = await runProgram({ root, program: name, args });
    return { faults: status === 0 ? [] : [output || `${name} ended with ${status}`] };
  };
}

const types = program("tsc", "-b");

async function checkReferences(root: string): Promise<CheckResult> {
  const faults = await syncReferences({ root, write: false });
  return { faults: faults.length > 0 ? [...faults, "`pnpm references` writes them."] : [] };
}

/** Those that take longest first; `types` is one queue, because the type budget needs what the compiler emits. */
const STEPS: Step[][] = [
  [
    { name: "types", run: types },
    { name: "type budget", run: checkTypeBudget },
  ],
  [{ name: "unused code", run: program("knip", "--no-config-hints", "--no-progress") }],
  [{ name: "lint", run: program("oxlint", "--quiet") }],
  [{ name: "format", run: program("oxfmt", "--check") }],
  [{ name: "references", run: checkReferences }],
  [{ name: "arrows", run: checkArrows }],
  [{ name: "old systems", run: checkLegacyFolders }],
  [{ name: "suppressions", run: checkSuppressions }],
  [{ name: "file sizes", run: checkFileSizes }],
  [{ name: "links", run: checkLinks }],
  [{ name: "assurance", run: checkAssurance }],
  [{ name: "migrations", run: checkMigrations }],
];

const root = join(import.meta.dirname, "..");
const start = performance.now();
const failed: (CheckResult & { name: string })[] = [];

async function runStep({ name, run }: Step): Promise<void> {
  const began = performance.now();
  const result = await run(root).catch((error: unknown): CheckResult => ({
    faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  if (result.faults.length > 0) failed.push({ name, ...result });
  const verdict = result.faults.length > 0 ? "FAILED" : "ok";
  console.log(
    `${verdict.padEnd(7)} ${name.padEnd(13)} ${formatSeconds(performance.now() - began).padStart(7)}  ${result.note ?? ""}`.trimEnd(),
  );
}

const queue = [...STEPS];
async function work(): Promise<void> {
  for (let steps = queue.shift(); steps; steps = queue.shift()) for (const step of steps) await runStep(step);
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));

for (const { name, faults } of failed)
  console.error(`\n── ${name}: ${faults.length > 1 ? `${faults.length} faults` : "failed"}\n${faults.join("\n")}`);
console.log(
  `\n${failed.length === 0 ? "verified" : `${failed.map(({ name }) => name).join(", ")} failed`} in ${formatSeconds(performance.now() - start)}`,
);
if (failed.length > 0) process.exitCode = 1;
