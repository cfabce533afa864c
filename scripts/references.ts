import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runAsMain } from "./lib/run-as-main.ts";
import { runProgram } from "./lib/run-program.ts";
import { listWorkspacePackages } from "./lib/workspace.ts";

interface TsConfig {
  references?: { path: string }[];
  [key: string]: unknown;
}

/** Tests live outside the package's own project: they may import `@causeway/testing`, which the package itself must not. */
const NEW_PROJECT: TsConfig = {
  extends: "../../tsconfig.base.json",
  compilerOptions: { rootDir: "src", outDir: "dist", tsBuildInfoFile: "dist/.tsbuildinfo" },
  include: ["src"],
  exclude: ["**/*.test.ts", "**/*.test.tsx", "**/*.test-d.ts", "**/test/**"],
};

/** All tests but those of the web app, which know the browser's types, and these. */
const TEST_PROJECTS = ["tsconfig.test.json", "tsconfig.test-web.json"];

/**
 * Compares the `references` of every tsconfig.json with the workspace dependencies in package.json, and writes them when `write` is
 * set. Returns one line per file that is (or was) wrong.
 */
export async function syncReferences({ root, write }: { root: string; write: boolean }): Promise<string[]> {
  const packages = await listWorkspacePackages(root);
  const faults: string[] = [];
  for (const pkg of packages) {
    const wanted = pkg.workspaceDependencies
      .map((name) => packages.find((other) => other.name === name))
      .filter((other) => other !== undefined)
      .map((other) => relative(join(root, pkg.dir), join(root, other.dir)));
    faults.push(...(await syncFile({ root, file: join(pkg.dir, "tsconfig.json"), wanted, write })));
  }
  const all = packages.map((pkg) => `./${pkg.dir}`);
  for (const file of TEST_PROJECTS) faults.push(...(await syncFile({ root, file, wanted: all, write })));
  const projects = [...all, ...TEST_PROJECTS.map((file) => `./${file}`)];
  faults.push(...(await syncFile({ root, file: "tsconfig.json", wanted: projects, write })));
  return faults;
}

async function syncFile(options: { root: string; file: string; wanted: string[]; write: boolean }): Promise<string[]> {
  const { root, file, wanted, write } = options;
  const path = join(root, file);
  const isNew = !existsSync(path);
  const config: TsConfig = isNew ? { ...NEW_PROJECT } : JSON.parse(await readFile(path, "utf8"));
  const found = (config.references ?? []).map((reference) => reference.path).sort();
  const sorted = [...wanted].sort();
  if (!isNew && JSON.stringify(found) === JSON.stringify(sorted)) return [];
  if (write) {
    config.references = sorted.map((to) => ({ path: to }));
    await writeFile(path, `${JSON.stringify(config, null, 2)}\n`);
  }
  const missing = sorted.filter((to) => !found.includes(to));
  const extra = found.filter((to) => !sorted.includes(to));
  return [`${file}: missing [${missing.join(", ")}], extra [${extra.join(", ")}]`];
}

await runAsMain(import.meta, async () => {
  const root = process.cwd();
  const write = process.argv.includes("--write");
  const faults = await syncReferences({ root, write });
  for (const fault of faults) console.log(write ? `updated ${fault}` : fault);
  if (write) await runProgram({ root, program: "oxfmt", args: ["**/tsconfig*.json"] });
  return write || faults.length === 0 ? 0 : 1;
});
