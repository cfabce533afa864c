import { spawnSync } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTemporaryFolder } from "./lib/temporary-folder.ts";

test("another Node than the pinned one ends the start with one line that says what to type", async () => {
  await using folder = await createTemporaryFolder({ "package.json": JSON.stringify({ devDependencies: { node: "18.1.0" } }) });
  await mkdir(join(folder.path, "scripts"));
  await copyFile(join(import.meta.dirname, "start.mjs"), join(folder.path, "scripts/start.mjs"));

  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder.path, "scripts/start.mjs")], { encoding: "utf8" });

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.trimEnd()).toBe(
    `Causeway needs Node 18 (18.1.0 is installed with it) and this is ${process.version}: start it with "npx pnpm@12 start".`,
  );
});
