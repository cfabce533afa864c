import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * Makes sure that the driver of the old stack has its native part. It is compiled only for this benchmark: it takes minutes, a
 * compiler and Node's headers. Returns why it cannot be had, or null.
 */
export function prepareSqlite3(): string | null {
  if (canLoad()) return null;
  process.stdout.write("  compiling sqlite3, once; this takes some minutes …\n");
  const folder = dirname(require.resolve("sqlite3/package.json"));
  const gyp = createRequire(join(folder, "package.json")).resolve("node-gyp/bin/node-gyp.js");
  const { status, stderr } = spawnSync(process.execPath, [gyp, "rebuild"], { cwd: folder, encoding: "utf8" });
  if (status !== 0) return stderr.trim().split("\n").at(-1) ?? "node-gyp failed";
  return canLoad() ? null : "it does not load after compiling";
}

/** In a process of its own: what failed to load once is not tried again in this one. */
function canLoad(): boolean {
  return spawnSync(process.execPath, ["-e", "require('sqlite3')"], { cwd: import.meta.dirname, stdio: "ignore" }).status === 0;
}
