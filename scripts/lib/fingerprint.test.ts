import { rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

test("a changed, added or renamed source changes the fingerprint; a test or a built file does not", async () => {
  await using folder = await createTemporaryFolder({ "src/a.ts": "1", "src/b.ts": "2", "package.json": "{}" });
  const take = () => fingerprint({ root: folder.path, paths: ["src", "package.json", "absent"] });
  const first = await take();

  await folder.write("src/a.test.ts", "x");
  await folder.write("src/dist/a.js", "x");
  expect(await take()).toBe(first);

  await folder.write("src/a.ts", "3");
  const changed = await take();
  expect(changed).not.toBe(first);
  await folder.write("src/a.ts", "1");
  expect(await take()).toBe(first);

  await rename(join(folder.path, "src/b.ts"), join(folder.path, "src/c.ts"));
  expect(await take()).not.toBe(first);
});
