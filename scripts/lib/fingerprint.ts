import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const IGNORED = new Set(["node_modules", "dist", "test", "test-results"]);
const IS_TEST = /\.test(-d)?\.tsx?$/;

/** A digest of the names and contents of the files at `paths` (files or folders below `root`), tests and generated folders left out. */
export async function fingerprint({ root, paths }: { root: string; paths: string[] }): Promise<string> {
  const files = (await Promise.all(paths.map((path) => listFiles(root, path)))).flat().sort();
  const hash = createHash("sha256");
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function listFiles(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => null);
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = (await readdir(join(root, path))).filter((name) => !IGNORED.has(name) && !IS_TEST.test(name));
  return (await Promise.all(entries.map((name) => listFiles(root, `${path}/${name}`)))).flat();
}
