import { openStore } from "@causeway/db";
import { legacySystems } from "@causeway/legacy";
import { parseSource, runImport } from "@causeway/migrate";

/** Imports with tiny chunks, one line per chunk, so that there are many moments to be killed in. */
const [url = "", path = ""] = process.argv.slice(2);
await using store = openStore(url);
await using source = await parseSource(`sqlite:${path}`);
const mappings = legacySystems.find(({ id }) => id === "momentum")?.mappings ?? [];
await runImport({
  system: "momentum",
  store,
  source,
  mappings,
  chunkLimits: { min: 3, max: 3 },
  onProgress: () => void process.stdout.write("chunk\n"),
});
