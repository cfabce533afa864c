import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listFiles } from "../lib/list-files.ts";
import { readTitles } from "./read-titles.ts";

/** The titles that name a check, by check and by file. */
export type Coverage = Map<string, Map<string, string[]>>;

const ID = /\b[A-Q]\d{2}\b/g;

export function coverageOf(files: { file: string; titles: string[] }[]): Coverage {
  const coverage: Coverage = new Map();
  for (const { file, titles } of files) {
    for (const title of titles) {
      for (const [id] of title.matchAll(ID)) {
        const byFile = coverage.get(id) ?? new Map<string, string[]>();
        coverage.set(id, byFile.set(file, [...new Set([...(byFile.get(file) ?? []), title])]));
      }
    }
  }
  return coverage;
}

export async function collectCoverage(root: string): Promise<Coverage> {
  const files = (await listFiles(root)).filter((file) => /\.test\.tsx?$/.test(file));
  return coverageOf(
    await Promise.all(
      files.map(async (file) => ({ file, titles: readTitles({ file, source: await readFile(join(root, file), "utf8") }) })),
    ),
  );
}
