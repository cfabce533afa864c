import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { buildServer } from "./build-server.ts";
import { SERVER_BUNDLE } from "./build-targets.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

test("the bundle runs alone, asks for native code where the package has it, and its sources still know where they are", async () => {
  await using folder = await createTemporaryFolder({
    "apps/server/src/main.ts": `
      import { where } from "../../../packages/x/src/deep/where.ts";
      import native from "better-sqlite3";
      console.log(JSON.stringify({ ...where, native }));`,
    "packages/x/src/deep/where.ts":
      "export const where = { url: import.meta.url, dirname: import.meta.dirname, filename: import.meta.filename };",
    "node_modules/better-sqlite3/package.json": '{ "main": "./lib/index.js" }',
    "node_modules/better-sqlite3/lib/index.js": 'module.exports = "native";',
  });

  await buildServer(folder.path);

  const source = join(folder.path, "packages/x/src/deep/where.ts");
  expect(JSON.parse(execFileSync(process.execPath, [join(folder.path, SERVER_BUNDLE)], { encoding: "utf8" }))).toEqual({
    native: "native",
    url: pathToFileURL(source).href,
    dirname: join(source, ".."),
    filename: source,
  });
  expect(await readdir(join(folder.path, "apps/server/dist"))).toEqual(["main.js"]);
});

test("a source that does not build leaves the bundle before it untouched", async () => {
  await using folder = await createTemporaryFolder({
    "apps/server/src/main.ts": "const broken = ;",
    [SERVER_BUNDLE]: "before",
  });
  await expect(buildServer(folder.path)).rejects.toThrow("Build failed");
  expect(await readdir(join(folder.path, "apps/server/dist"))).toEqual(["main.js"]);
});
