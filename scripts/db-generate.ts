import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const drizzleKit = join(root, "node_modules/drizzle-kit/bin.cjs");

// The URLs choose the dialect in drizzle.config.ts; nothing is connected to. Further arguments, such as --name, go to drizzle-kit.
for (const DATABASE_URL of ["file:./data/causeway.db", "postgres://localhost/causeway"]) {
  const { status } = spawnSync(process.execPath, [drizzleKit, "generate", ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL },
  });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
