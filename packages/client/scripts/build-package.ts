import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { parseSync } from "oxc-parser";
import { bundleForPackage } from "./bundle.ts";
import { publishedTypes } from "./published-types.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SOURCE = join(import.meta.dirname, "..");

/** Brings the workspace's declarations up to date. Throws with the compiler's findings. */
async function compile(): Promise<void> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  try {
    await promisify(execFile)(process.execPath, [tsc, "-b", "packages/client"], { cwd: ROOT });
  } catch (error) {
    const findings = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    throw new Error(`The declarations cannot be made.\n${findings}`, { cause: error });
  }
}

interface Manifest {
  dependencies: Record<string, string>;
  [key: string]: unknown;
}

/** Makes the folder that is published: JavaScript, declarations and a package.json that know nothing of the workspace. */
export async function buildPackage(target = join(SOURCE, "dist/package")): Promise<string> {
  await compile();
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const manifest: Manifest = JSON.parse(await readFile(join(SOURCE, "package.json"), "utf8"));
  await bundleForPackage(join(target, "index.js"));
  await writeDeclarations({ target, allowed: Object.keys(manifest.dependencies) });
  await writeFile(join(target, "package.json"), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
  await copyFile(join(SOURCE, "README.md"), join(target, "README.md"));
  return target;
}

function publishedManifest({ name, version, description, dependencies }: Manifest) {
  return {
    name,
    version,
    description,
    license: "MIT",
    type: "module",
    sideEffects: false,
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    dependencies,
  };
}

/** Copies the declarations that `index.d.ts` leads to, and sees to it that they lead to nothing but the dependencies. */
async function writeDeclarations({ target, allowed }: { target: string; allowed: string[] }): Promise<void> {
  const written = new Set<string>();
  const write = async (file: string): Promise<void> => {
    if (written.has(file)) return;
    written.add(file);
    const source = file === "server-types.d.ts" ? publishedTypes(ROOT) : await readFile(join(SOURCE, "dist", file), "utf8");
    const { text, specifiers } = forJavaScript(source);
    await mkdir(dirname(join(target, file)), { recursive: true });
    await writeFile(join(target, file), text);
    for (const specifier of specifiers) {
      if (specifier.startsWith(".")) await write(posix.join(posix.dirname(file), specifier.replace(/\.ts$/, ".d.ts")));
      else if (!allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
        throw new Error(`${file} names ${specifier}, which the published package does not depend on.`);
      }
    }
  };
  await write("index.d.ts");
}

/** The same declarations with the specifiers that JavaScript's resolution wants. */
function forJavaScript(source: string): { text: string; specifiers: string[] } {
  const { module } = parseSync("source.d.ts", source);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest)),
  ].filter((request) => request !== null);
  const specifiers = [...new Set(requests.map(({ value }) => value))];
  const text = source.replace(/(from ")(\.[^"]+)\.ts(";)/g, "$1$2.js$3");
  return { text, specifiers };
}

if (import.meta.main) console.log(await buildPackage());
