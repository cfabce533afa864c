import { openStore } from "@causeway/db";
import { parseSource, runImport } from "@causeway/migrate";
import { momentumMappings } from "../index.ts";

/** An import in a process of its own, to be killed: `node import-process.ts <database url> <source>`. */
const [url = "", from = ""] = process.argv.slice(2);
const store = openStore(url);
const source = await parseSource(from);
process.stdout.write("begun\n");
await runImport({
  system: "momentum",
  store,
  source,
  mappings: momentumMappings,
  clock: () => new Date(0),
  // Many short transactions, so that there are many points to be killed at.
  chunkLimits: { min: 8, max: 8 },
});
process.stdout.write("done\n");
await source.close();
await store.close();
