import { posix } from "node:path";
import { isTest } from "../lib/list-files.ts";
import { type FileImports, readImports } from "../lib/read-imports.ts";
import type { CheckResult } from "./check.ts";

const ROOT = "packages/legacy/src";

/** What makes a folder an old system's: it declares divergences. */
const SYSTEM = new RegExp(`^${ROOT}/([^/]+)/divergences\\.ts$`);

/** The mappings have a registry of their own: whoever needs them alone does not load routes. */
const MAPPINGS = `${ROOT}/mappings.ts`;

/**
 * Deleting `packages/legacy/src/<system>` must leave everything else whole: one registry file beside the folders names a
 * system, and `mappings.ts`.
 */
export async function checkLegacyFolders(root: string): Promise<CheckResult> {
  const files = await readImports(root);
  const { systems, faults } = findLegacyFaults(files);
  return { faults, note: systems.length === 0 ? "no systems" : systems.join(", ") };
}

export function findLegacyFaults(files: FileImports[]): { systems: string[]; faults: string[] } {
  const systems = files.map(({ file }) => SYSTEM.exec(file)?.[1]).filter((system) => system !== undefined);
  const systemOf = (path: string) => systems.find((system) => `${path}/`.startsWith(`${ROOT}/${system}/`));
  const registries = new Set<string>();
  const faults: string[] = [];
  for (const { file, imports } of files) {
    for (const { specifier } of imports) {
      const target = systemOf(resolve(file, specifier));
      if (target === undefined || target === systemOf(file)) continue;
      if (file === MAPPINGS) continue;
      if (posix.dirname(file) === ROOT && !isTest(file)) registries.add(file);
      else faults.push(`${file} imports ${specifier}: only the registries in ${ROOT} may name the folder of ${target}`);
    }
  }
  if (registries.size > 1) faults.push(`more than one file names old systems: ${[...registries].sort().join(", ")}`);
  return { systems, faults };
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  return specifier.replace(/^@causeway\/legacy\/(src\/)?/, `${ROOT}/`);
}
