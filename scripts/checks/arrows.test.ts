import { expect, test } from "vitest";
import type { ImportedModule } from "../lib/parse-imports.ts";
import type { WorkspacePackage } from "../lib/workspace.ts";
import { checkFile, checkManifest } from "./arrows.ts";

function pkg(dir: string, given: Partial<WorkspacePackage> = {}): WorkspacePackage {
  const name = `@causeway/${dir.split("/")[1]}`;
  return { name, dir, workspaceDependencies: [], dependencies: [], devDependencies: [], ...given };
}

const PACKAGES = [
  "packages/contract",
  "packages/router",
  "packages/client",
  "packages/cutover",
  "packages/novel",
  "apps/server",
  "apps/web",
].map((dir) => pkg(dir));

function faultsOf(file: string, specifier: string, isType = false): string[] {
  const imports: ImportedModule[] = [{ specifier, isType }];
  return checkFile({ file, imports }, PACKAGES);
}

test.each([
  ["packages/router/src/a.ts", "@causeway/services"],
  ["packages/router/src/a.ts", "../contract.ts"],
  ["packages/contract/src/a.ts", "zod"],
  ["packages/contract/src/a.test.ts", "vitest"],
  ["packages/router/src/a.test.ts", "@causeway/testing"],
  ["apps/server/src/a.ts", "@causeway/legacy"],
  ["apps/web/src/a.ts", "@causeway/client"],
])("%s may import %s", (file, specifier) => {
  expect(faultsOf(file, specifier)).toEqual([]);
});

test.each([
  ["packages/router/src/a.ts", "@causeway/db"],
  ["packages/router/src/a.ts", "@causeway/db/testing"],
  ["packages/router/src/a.ts", "drizzle-orm/pg-core"],
  ["packages/contract/src/a.ts", "superjson"],
  ["packages/contract/src/a.ts", "node:fs"],
  ["packages/cutover/src/a.ts", "@causeway/contract"],
  ["packages/novel/src/a.ts", "@causeway/contract"],
  ["apps/web/src/a.ts", "@causeway/router"],
])("%s must not import %s", (file, specifier) => {
  expect(faultsOf(file, specifier)).toHaveLength(1);
});

test("the client takes types of the router and nothing that runs", () => {
  expect(faultsOf("packages/client/src/a.ts", "@causeway/router", true)).toEqual([]);
  expect(faultsOf("packages/client/src/a.ts", "@causeway/router")).toEqual([
    "packages/client/src/a.ts: may import only types of @causeway/router",
  ]);
});

test("package.json is held to the same arrows; types may be a development dependency", () => {
  expect(
    checkManifest(pkg("packages/client", { dependencies: ["@causeway/contract"], devDependencies: ["@causeway/router"] })),
  ).toEqual([]);
  expect(checkManifest(pkg("packages/client", { dependencies: ["@causeway/router"] }))).toHaveLength(1);
  expect(checkManifest(pkg("packages/router", { dependencies: ["@causeway/db", "pg"] }))).toHaveLength(2);
  expect(checkManifest(pkg("packages/router", { devDependencies: ["@causeway/db"] }))).toHaveLength(1);
});
