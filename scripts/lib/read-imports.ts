import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSource, listFiles } from "./list-files.ts";
import { type ImportedModule, parseImports } from "./parse-imports.ts";

export interface FileImports {
  /** Relative to the root, with forward slashes. */
  file: string;
  imports: ImportedModule[];
}

/** The imports of every source below packages/ and apps/. */
export async function readImports(root: string): Promise<FileImports[]> {
  const files = (await listFiles(root)).filter((file) => /^(packages|apps)\//.test(file) && isSource(file));
  return Promise.all(
    files.map(async (file) => ({ file, imports: parseImports({ file, source: await readFile(join(root, file), "utf8") }) })),
  );
}
