import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSource, isTest, listFiles } from "../lib/list-files.ts";
import type { CheckResult } from "./check.ts";

const LIST = "docs/large-files.md";
const LIMIT = 500;

/** A source file (stylesheets included) over 500 lines is listed with its reason; the list holds no other. */
export async function checkFileSizes(root: string): Promise<CheckResult> {
  const files = (await listFiles(root)).filter((file) => isSource(file) || file.endsWith(".css"));
  const sizes = await Promise.all(
    files.map(async (file) => ({ file, lines: countLines(await readFile(join(root, file), "utf8")) })),
  );
  const listed = parseList(await readFile(join(root, LIST), "utf8"));
  const own = sizes.filter(({ file }) => !isTest(file)).map(({ lines }) => lines);
  return { faults: findSizeFaults({ sizes, listed }), note: `median ${quantile(own, 0.5)}, p90 ${quantile(own, 0.9)} lines` };
}

export function findSizeFaults(options: { sizes: { file: string; lines: number }[]; listed: Map<string, string> }): string[] {
  const { sizes, listed } = options;
  const large = new Map(sizes.filter(({ lines }) => lines > LIMIT).map(({ file, lines }) => [file, lines]));
  const missing = [...large].filter(([file]) => !listed.has(file));
  const stale = [...listed.keys()].filter((file) => !large.has(file));
  const unexplained = [...listed].filter(([, reason]) => reason === "");
  return [
    ...missing.map(([file, lines]) => `${file} has ${lines} lines and is not in ${LIST}`),
    ...stale.map((file) => `${LIST} lists ${file}, which is gone or not large`),
    ...unexplained.map(([file]) => `${LIST} gives no reason for ${file}`),
  ];
}

/** The table's rows: the file in backquotes, then the reason. */
export function parseList(markdown: string): Map<string, string> {
  const rows = [...markdown.matchAll(/^\|\s*`([^`]+)`\s*\|([^|]*)\|\s*$/gm)];
  return new Map(rows.map(([, file = "", reason = ""]) => [file, reason.trim()]));
}

/** The nearest-rank quantile; 0 of nothing. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
