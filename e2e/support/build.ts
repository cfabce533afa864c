import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Builds server and web app, where they are stale, as `pnpm start` does. */
export function setup(): void {
  const root = join(import.meta.dirname, "../..");
  execFileSync(process.execPath, [join(root, "scripts/build.ts")], { cwd: root, stdio: "inherit" });
}
