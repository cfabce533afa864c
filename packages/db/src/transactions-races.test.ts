import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runChild } from "../test/child.ts";
import { createCounter } from "../test/counter.ts";
import { aTask } from "../test/rows.ts";
import type { Db } from "./types.ts";

/** Gives way to others a few times, so that the order is another one every time. */
async function stumble(): Promise<void> {
  for (let step = Math.random() * 4; step > 0; step--) await new Promise((resolve) => void setImmediate(resolve));
}

const times = <TResult>(count: number, run: (index: number) => Promise<TResult>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => run(index)));

const succeeded = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === "fulfilled").length;

describe("transactions at the same time", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    let db: Db;
    beforeAll(async () => {
      database = await open();
      ({ db } = database);
    });
    afterAll(() => database[Symbol.asyncDispose]());
    beforeEach(async () => {
      await db.delete(db.tables.task);
      await db.delete(db.tables.legacySequence);
    });

    test("M05 two hundred that read, wait, and write lose no update, those rolled back leave none", async () => {
      const counter = await createCounter(db);
      const results = await times(200, (index) =>
        db.transaction(async (tx) => {
          const value = await counter.read(tx);
          await stumble();
          await tx
            .transaction(async (inner) => {
              await counter.write(inner, -1);
              await stumble();
              throw new Error("undone");
            })
            .catch(() => undefined);
          await counter.write(tx, value + 1);
          if (index % 3 === 0) throw new Error("taken back");
        }),
      );
      const failures = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
      expect([...new Set(failures)]).toEqual(["Error: taken back"]);
      expect(succeeded(results)).toBe(133);
      expect(await counter.read(db)).toBe(133);
    });

    test("M09 of fifty buyers of the last seat one gets it, by counting down", async () => {
      const seats = await createCounter(db, { value: 1 });
      const results = await times(50, () =>
        db.transaction(async (tx) => {
          const left = await seats.read(tx);
          await stumble();
          if (left === 0) throw new Error("sold out");
          await seats.write(tx, left - 1);
        }),
      );
      expect(succeeded(results)).toBe(1);
      expect(await seats.read(db)).toBe(0);
    });

    test("M09 of fifty buyers of the last seat one gets it, by counting the tickets sold", async () => {
      const { task } = db.tables;
      const results = await times(50, (index) =>
        db.transaction(async (tx) => {
          const sold = await tx.$count(task, eq(task.title, "seat"));
          await stumble();
          if (sold > 0) throw new Error("sold out");
          await tx.insert(task).values(aTask({ id: String(index), title: "seat" }));
        }),
      );
      expect(succeeded(results)).toBe(1);
      expect(await db.$count(task)).toBe(1);
    });

    test("a hundred increments outside of transactions, mixed with transactions, lose none", async () => {
      const counter = await createCounter(db);
      const results = await times(100, (index) =>
        index % 2 === 0 ? counter.increment(db) : db.transaction(async (tx) => counter.write(tx, (await counter.read(tx)) + 1)),
      );
      expect(succeeded(results)).toBe(100);
      expect(await counter.read(db)).toBe(100);
    });

    test("M05 two processes with ten writers each get every write through, and read between them", async () => {
      const counter = await createCounter(db);
      await Promise.all([1, 2].map(() => runChild("increment.ts", database.url, counter.name, "10", "10")));
      expect(await counter.read(db)).toBe(200);
    });

    test("fifty that each hold on to their place until all others have asked for one get their turn", async () => {
      let asked = 0;
      const everybody = Promise.withResolvers<void>();
      const results = await times(50, async (index) => {
        if (++asked === 50) everybody.resolve();
        return db.transaction(async (tx) => {
          await everybody.promise;
          await tx.insert(tx.tables.task).values(aTask({ title: String(index) }));
          await tx.$count(tx.tables.role);
        });
      });
      expect(succeeded(results)).toBe(50);
      expect(await db.$count(db.tables.task)).toBe(50);
    });
  });
});
