import { openStore } from "../../src/open.ts";
import { openCounter } from "../counter.ts";

/** Adds to the counter `rounds` times from each of `writers` at once: every other time in a transaction that reads first. */
const [url = "", name = "", writers = "0", rounds = "0"] = process.argv.slice(2);
await using store = openStore(url);
const { db } = store;
const counter = openCounter(name);

async function write(writer: number): Promise<void> {
  for (let round = 0; round < Number(rounds); round++) {
    if ((writer + round) % 2 === 0) await counter.increment(db);
    else await db.transaction(async (tx) => counter.write(tx, (await counter.read(tx)) + 1));
    await counter.read(db);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
