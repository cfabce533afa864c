import { execFile } from "node:child_process";
import { copyFile, glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

const SOURCE = join(import.meta.dirname, "..");
const ROOT = join(SOURCE, "../..");

/** Makes the folder that is published: one module, its declarations, the tables of the README. Nothing of the workspace. */
export async function buildPackage(target = join(SOURCE, "dist/package")): Promise<string> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, "-b", "packages/passwords"], { cwd: ROOT });
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await build({
    entryPoints: [join(SOURCE, "src/index.ts")],
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    outfile: join(target, "index.js"),
  });
  await copyDeclarations(target);
  const { name, version, description, dependencies } = JSON.parse(await readFile(join(SOURCE, "package.json"), "utf8"));
  const manifest = {
    name,
    version,
    description,
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    dependencies,
  };
  await writeFile(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(join(SOURCE, "README.md"), join(target, "README.md"));
  return target;
}

/** As the compiler wrote them, with the specifiers that JavaScript's resolution wants. */
async function copyDeclarations(target: string): Promise<void> {
  const from = join(SOURCE, "dist");
  for await (const file of glob("**/*.d.ts", { cwd: from, exclude: (name) => name === "package" })) {
    const text = await readFile(join(from, file), "utf8");
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), text.replace(/(from ")(\.[^"]+)\.ts(";)/g, "$1$2.js$3"));
  }
}

if (import.meta.main) console.log(await buildPackage());
