import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface WorkspacePackage {
  /** As in package.json, such as `@causeway/db`. */
  name: string;
  /** Relative to the root, with forward slashes, such as `packages/db`. */
  dir: string;
  /** Names of the workspace packages under dependencies and devDependencies. */
  workspaceDependencies: string[];
  /** Every name under dependencies, peerDependencies and optionalDependencies. */
  dependencies: string[];
  devDependencies: string[];
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The packages under `packages/` and `apps/`, sorted by folder. */
export async function listWorkspacePackages(root: string): Promise<WorkspacePackage[]> {
  const found: WorkspacePackage[] = [];
  for (const parent of ["apps", "packages"]) {
    if (!existsSync(join(root, parent))) continue;
    for (const entry of (await readdir(join(root, parent))).sort()) {
      const dir = `${parent}/${entry}`;
      if (!existsSync(join(root, dir, "package.json"))) continue;
      const manifest: Manifest = JSON.parse(await readFile(join(root, dir, "package.json"), "utf8"));
      const dependencies = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
      const all = { ...dependencies, ...manifest.devDependencies };
      found.push({
        name: manifest.name,
        dir,
        workspaceDependencies: Object.keys(all)
          .filter((name) => all[name]?.startsWith("workspace:"))
          .sort(),
        dependencies: Object.keys(dependencies).sort(),
        devDependencies: Object.keys(manifest.devDependencies ?? {}).sort(),
      });
    }
  }
  return found;
}
