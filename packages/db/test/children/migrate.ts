import { migrate, openStore } from "../../src/open.ts";

/** What every process does as it starts: waits for its siblings, migrates, opens, reads. Prints the migrations it applied. */
const [url = ""] = process.argv.slice(2);
process.stdout.write("ready\n");
await new Promise((resolve) => void process.stdin.once("data", resolve));
process.stdin.destroy();
const applied = await migrate(url);
await using store = openStore(url);
await store.db.$count(store.db.tables.restaurant);
for (const name of applied) process.stdout.write(`${name}\n`);
