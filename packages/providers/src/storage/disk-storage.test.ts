import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDiskStorage } from "./disk-storage.ts";
import { checksFileStorage, listKeys } from "./test/checks-file-storage.ts";

async function open() {
  const folder = await mkdtemp(join(tmpdir(), "causeway-disk-"));
  return {
    folder,
    storage: createDiskStorage({ folder }),
    async stored() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Object.fromEntries(
        await Promise.all(files.map(async (path) => [path.slice(folder.length + 1), (await stat(path)).size] as const)),
      );
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

checksFileStorage("The disk", open);

test("what a killed process left unfinished is no file, and gone a day later", async () => {
  await using opened = await open();
  const unfinished = join(opened.folder, ".unfinished");
  await mkdir(unfinished);
  await writeFile(join(unfinished, "old"), "half a f");
  await utimes(join(unfinished, "old"), new Date(0), new Date(0));
  await writeFile(join(unfinished, "new"), "half a f");
  await opened.storage.put("a", Buffer.from("x"), { mediaType: "text/plain" });
  expect(await listKeys(opened.storage, "")).toEqual(["a"]);
  expect(await readdir(unfinished)).toEqual(["new"]);
});

test("a folder that cannot be written is unavailable, not the file's fault", async () => {
  await using opened = await open();
  await writeFile(join(opened.folder, "a"), "a file where a folder should be");
  const storage = createDiskStorage({ folder: join(opened.folder, "a") });
  await expect(storage.put("x", Buffer.from("x"), { mediaType: "text/plain" })).rejects.toMatchObject({ failure: "unavailable" });
  expect(await storage.get("x")).toBeNull();
});
