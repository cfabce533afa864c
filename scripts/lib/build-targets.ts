import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint } from "./fingerprint.ts";

export const SERVER_BUNDLE = "apps/server/dist/main.js";

export interface BuildTarget {
  name: "server" | "web";
  /** Files and folders whose content decides whether the target is stale. */
  inputs: string[];
  /** What must exist for the target to be usable. */
  output: string;
  build(root: string): Promise<void>;
}

const SHARED_INPUTS = ["pnpm-lock.yaml", "package.json", "scripts/lib"];

/** Bundlers are loaded only when something has to be built. */
export const BUILD_TARGETS: BuildTarget[] = [
  {
    name: "web",
    inputs: [...SHARED_INPUTS, "apps/web", "packages/client", "packages/contract"],
    output: "apps/web/dist/index.html",
    build: async (root) => (await import("./build-web.ts")).buildWeb(root),
  },
  {
    name: "server",
    inputs: [...SHARED_INPUTS, "apps/server", "packages"],
    output: SERVER_BUNDLE,
    build: async (root) => (await import("./build-server.ts")).buildServer(root),
  },
];

/** The targets of this checkout whose output is missing or was made from other inputs. */
export async function listStaleTargets(root: string): Promise<BuildTarget[]> {
  const checks = BUILD_TARGETS.filter((target) => existsSync(join(root, "apps", target.name))).map(async (target) => {
    const [now, before] = await Promise.all([
      fingerprint({ root, paths: target.inputs }),
      readFile(stampFile(root, target), "utf8").catch(() => null),
    ]);
    return { target, isStale: now !== before || !existsSync(join(root, target.output)) };
  });
  return (await Promise.all(checks)).filter(({ isStale }) => isStale).map(({ target }) => target);
}

/** To be called before a build; the returned function, after it. A change made during the build is thus seen the next time. */
export async function markBuilt(root: string, target: BuildTarget): Promise<() => Promise<void>> {
  const digest = await fingerprint({ root, paths: target.inputs });
  return async () => {
    await mkdir(join(root, ".cache/build"), { recursive: true });
    await writeFile(stampFile(root, target), digest);
  };
}

function stampFile(root: string, target: BuildTarget): string {
  return join(root, ".cache/build", `${target.name}.sha256`);
}
