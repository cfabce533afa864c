import { openStore } from "@causeway/db";
import { parseSource, runImport, runVerify } from "@causeway/migrate";
import { momentumMappings as mappings } from "../index.ts";

/** An import and a verification in a process of their own: `node crossing-process.ts <database url> <source>`. */
const [url = "", from = ""] = process.argv.slice(2);
await using store = openStore(url);
await using source = await parseSource(from);
const crossing = { system: "momentum", store, source, mappings };
await runImport(crossing);
const { isClean, tables } = await runVerify(crossing);
process.stdout.write(JSON.stringify({ isClean, rows: tables.reduce((sum, { rows }) => sum + rows, 0) }));
