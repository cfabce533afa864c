// The entry must be understood by any Node from 18 on: it says which Node is needed before anything else is loaded.
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const pinned = manifest.devDependencies.node;
const major = pinned.split(".")[0];

if (process.versions.node.split(".")[0] === major) {
  await import("./start.ts");
} else {
  console.error(
    `Causeway needs Node ${major} (${pinned} is installed with it) and this is ${process.version}: start it with "npx pnpm@12 start".`,
  );
  process.exitCode = 1;
}
