import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchBundle } from "./suites/bundle.ts";
import { benchImport } from "./suites/import.ts";
import { benchList } from "./suites/list.ts";
import { benchOldStack } from "./suites/old-stack.ts";
import { benchPages } from "./suites/pages.ts";
import { benchStart } from "./suites/start.ts";
import { benchStorm } from "./suites/storm.ts";
import { benchTypes } from "./suites/types.ts";

const SUITES: Record<string, (folder: string) => Promise<void>> = {
  list: benchList,
  "old-stack": benchOldStack,
  storm: benchStorm,
  import: benchImport,
  pages: benchPages,
  start: benchStart,
  bundle: benchBundle,
  types: benchTypes,
};

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = positionals.length > 0 ? positionals : Object.keys(SUITES);
const folder = await mkdtemp(join(tmpdir(), "causeway-bench-"));
process.stdout.write("Every figure is the middle of several alternated rounds (and the lowest and highest of them).\n");
try {
  for (const name of chosen) {
    const suite = SUITES[name];
    if (!suite) throw new Error(`There is no benchmark "${name}"; there are ${Object.keys(SUITES).join(", ")}.`);
    await suite(folder);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
