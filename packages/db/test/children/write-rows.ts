import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openStore } from "../../src/open.ts";
import { aRestaurant, aTask } from "../rows.ts";

/**
 * Writes for ever, from four loops at once: restaurants alone, and in one transaction a restaurant with its task. An id is
 * printed only when the database has said that its row is stored.
 */
// It is killed before its end, at which Node would do this by itself.
flushCompileCache();
const [url = "", name = ""] = process.argv.slice(2);
const { db } = openStore(url);
const { restaurant, task } = db.tables;
const acknowledge = (id: string) => void writeSync(1, `${id}\n`);

async function writeForEver(loop: number): Promise<never> {
  for (let index = 0; ; index++) {
    const id = `${name}-${loop}-${index}`;
    if (index % 2 === 0) {
      await db.insert(restaurant).values(aRestaurant({ id }));
    } else {
      await db.transaction(async (tx) => {
        await tx.insert(restaurant).values(aRestaurant({ id, address: "with a task" }));
        await tx.transaction((inner) =>
          inner
            .insert(task)
            .values(aTask({ id, restaurantId: id }))
            .returning(),
        );
      });
    }
    acknowledge(id);
  }
}

await Promise.all([1, 2, 3, 4].map(writeForEver));
