import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The files that belong to the project, relative to `root`: those git knows or would take, without what .gitignore leaves out. */
export async function listFiles(root: string): Promise<string[]> {
  const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-co", "--exclude-standard", "-z"], options);
  return [...new Set(stdout.split("\0"))].filter((file) => file !== "" && existsSync(join(root, file))).sort();
}

export function isSource(file: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(file) && !file.endsWith(".gen.ts");
}

export function isTest(file: string): boolean {
  return /\.test(-d)?\.tsx?$/.test(file) || /(^|\/)test\//.test(file);
}
