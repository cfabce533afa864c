import { openStore } from "@causeway/db";
import { parseSource, runImport } from "@causeway/migrate";
import { momentumMappings } from "../index.ts";

/** An import in a process of its own, to be killed: `node import-process.ts <database url> <source> <rows in a chunk>`. */
const [url = "", from = "", chunk = "8"] = process.argv.slice(2);
const store = openStore(url);
const source = await parseSource(from);
process.stdout.write("begun\n");
await runImport({
  system: "momentum",
  store,
  source,
  mappings: momentumMappings,
  clock: () => new Date(0),
  chunkLimits: { min: Number(chunk), max: Number(chunk) },
});
process.stdout.write("done\n");
await source.close();
await store.close();
