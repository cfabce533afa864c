import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTemporaryFolder } from "./lib/temporary-folder.ts";
import { syncReferences } from "./references.ts";

function manifest(name: string, dependencies: string[]): string {
  return JSON.stringify({ name, dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "workspace:*"])) });
}

test("references follow package.json: what is missing or too much is named, and written on demand", async () => {
  await using folder = await createTemporaryFolder({
    "packages/a/package.json": manifest("@causeway/a", ["@causeway/b"]),
    "packages/a/tsconfig.json": JSON.stringify({ include: ["src"], references: [{ path: "../gone" }] }),
    "packages/b/package.json": manifest("@causeway/b", []),
    "tsconfig.json": JSON.stringify({ files: [], references: [] }),
    "tsconfig.test-web.json": JSON.stringify({ references: [{ path: "./packages/a" }, { path: "./packages/b" }] }),
    "tsconfig.test.json": JSON.stringify({ references: [{ path: "./packages/a" }, { path: "./packages/b" }] }),
  });
  const root = folder.path;

  expect(await syncReferences({ root, write: false })).toEqual([
    "packages/a/tsconfig.json: missing [../b], extra [../gone]",
    "packages/b/tsconfig.json: missing [], extra []",
    "tsconfig.json: missing [./packages/a, ./packages/b, ./tsconfig.test-web.json, ./tsconfig.test.json], extra []",
  ]);

  await syncReferences({ root, write: true });

  expect(await syncReferences({ root, write: false })).toEqual([]);
  expect(JSON.parse(await readFile(join(root, "packages/a/tsconfig.json"), "utf8"))).toEqual({
    include: ["src"],
    references: [{ path: "../b" }],
  });
});
