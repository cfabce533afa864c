import { join } from "node:path";
import { BUILD_TARGETS, listStaleTargets, markBuilt } from "./lib/build-targets.ts";
import { formatSeconds } from "./lib/format-seconds.ts";

const root = join(import.meta.dirname, "..");
const targets = process.argv.includes("--force") ? BUILD_TARGETS : await listStaleTargets(root);

for (const target of targets) {
  const start = performance.now();
  const mark = await markBuilt(root, target);
  await target.build(root);
  await mark();
  console.log(`built ${target.name} in ${formatSeconds(performance.now() - start)}`);
}
