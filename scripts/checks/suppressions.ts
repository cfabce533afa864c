import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSource, listFiles } from "../lib/list-files.ts";
import type { CheckResult } from "./check.ts";

const SUPPRESSION = /\/[/*]\s*(?:(?:eslint|oxlint)-disable|oxfmt-ignore|prettier-ignore|@ts-(?:ignore|nocheck))/;

/** No comment switches a rule of the linter, the formatter or the compiler off. (`@ts-expect-error` is left to the linter.) */
export async function checkSuppressions(root: string): Promise<CheckResult> {
  const files = (await listFiles(root)).filter(isSource);
  const faults = await Promise.all(files.map(async (file) => findSuppressions(file, await readFile(join(root, file), "utf8"))));
  return { faults: faults.flat() };
}

export function findSuppressions(file: string, source: string): string[] {
  return source.split("\n").flatMap((line, index) => (SUPPRESSION.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}
