import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listStaleTargets, SERVER_BUNDLE } from "./lib/build-targets.ts";

const root = join(import.meta.dirname, "..");
process.chdir(root);

// Built in a process of its own, so that the bundlers' memory is not the server's; the server then runs in this one, where signals
// and exit codes are its own.
let status: number | null = 0;
if ((await listStaleTargets(root)).length > 0) {
  ({ status } = spawnSync(process.execPath, [join(root, "scripts/build.ts")], { stdio: "inherit" }));
}
if (status === 0) await import(pathToFileURL(join(root, SERVER_BUNDLE)).href);
else process.exitCode = status ?? 1;
