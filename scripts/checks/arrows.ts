import { isTest } from "../lib/list-files.ts";
import { type FileImports, readImports } from "../lib/read-imports.ts";
import { listWorkspacePackages, type WorkspacePackage } from "../lib/workspace.ts";
import type { CheckResult } from "./check.ts";

interface Rule {
  /** Workspace packages that may be imported, by their folder's name. */
  allows: string[];
  /** The same, types only. */
  allowsTypesOf?: string[];
  /** When set, the only packages from outside that may be imported. */
  outside?: string[];
  /** Packages from outside that may not be imported. */
  forbids?: string[];
}

const DATABASE = ["drizzle-orm", "better-sqlite3", "pg"];
const BELOW_SERVICES = ["contract", "db", "passwords", "providers"];

/** Who may import whom (ARCHITECTURE.md). A package that is not named here may import nothing of ours; `apps` may import anything. */
const ARROWS: Record<string, Rule> = {
  contract: { allows: [], outside: ["zod"] },
  db: { allows: ["contract"] },
  passwords: { allows: ["contract"] },
  providers: { allows: ["contract"], forbids: DATABASE },
  services: { allows: BELOW_SERVICES },
  router: { allows: ["contract", "services"], forbids: DATABASE },
  rest: { allows: ["contract", "services", "router"], forbids: DATABASE },
  client: { allows: ["contract"], allowsTypesOf: ["router"], forbids: DATABASE },
  migrate: { allows: ["contract", "db"] },
  legacy: { allows: [...BELOW_SERVICES, "services", "router", "rest", "migrate"] },
  cutover: { allows: [], forbids: DATABASE },
  testing: { allows: [...BELOW_SERVICES, "services", "router", "rest", "migrate", "client", "server"] },
  web: { allows: ["contract", "client"], forbids: [...DATABASE, "@trpc/server"] },
  gateway: { allows: ["contract", "cutover"], forbids: DATABASE },
};

/** The arrows between packages, held by imports and by package.json alike. Tests may import anything. */
export async function checkArrows(root: string): Promise<CheckResult> {
  const [packages, files] = await Promise.all([listWorkspacePackages(root), readImports(root)]);
  const faults = [...packages.flatMap(checkManifest), ...files.flatMap((file) => checkFile(file, packages))];
  return { faults, note: `${files.length} files` };
}

export function checkManifest(pkg: WorkspacePackage): string[] {
  const rule = ruleOf(pkg.dir);
  if (!rule) return [];
  const file = `${pkg.dir}/package.json`;
  const runtime = pkg.dependencies.flatMap((name) => explain({ rule, name, isType: false }));
  const development = pkg.devDependencies
    .filter((name) => name.startsWith("@causeway/"))
    .flatMap((name) => explain({ rule, name, isType: true }));
  return [...runtime, ...development].map((fault) => `${file}: ${fault}`);
}

export function checkFile({ file, imports }: FileImports, packages: WorkspacePackage[]): string[] {
  const own = packages.find(({ dir }) => file.startsWith(`${dir}/`));
  const rule = own && ruleOf(own.dir);
  if (!own || !rule || isTest(file) || !file.startsWith(`${own.dir}/src/`)) return [];
  return imports
    .filter(({ specifier }) => !specifier.startsWith(".") && packageName(specifier) !== own.name)
    .flatMap(({ specifier, isType }) => explain({ rule, name: packageName(specifier), isType }))
    .map((fault) => `${file}: ${fault}`);
}

function ruleOf(dir: string): Rule | undefined {
  const [parent, name = ""] = dir.split("/");
  return ARROWS[name] ?? (parent === "apps" ? undefined : { allows: [] });
}

function explain({ rule, name, isType }: { rule: Rule; name: string; isType: boolean }): string[] {
  if (name.startsWith("@causeway/")) {
    const short = name.slice("@causeway/".length);
    if (rule.allows.includes(short)) return [];
    if (rule.allowsTypesOf?.includes(short)) return isType ? [] : [`may import only types of ${name}`];
    return [`must not import ${name}`];
  }
  if (rule.forbids?.includes(name)) return [`must not import ${name}`];
  if (rule.outside && !rule.outside.includes(name)) return [`may import ${rule.outside.join(", ")} and nothing else, not ${name}`];
  return [];
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
