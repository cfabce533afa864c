import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { add, letters } from "../test/letters.ts";
import { misuseOf } from "../test/misuse.ts";
import { aTask } from "../test/rows.ts";
import { turn } from "../test/turn.ts";
import { isUniqueViolation } from "./errors.ts";
import { TransactionMisuseError } from "./transactions.ts";
import type { Db } from "./types.ts";

describe("transactions", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    let db: Db;
    beforeAll(async () => {
      database = await open();
      ({ db } = database);
    });
    afterAll(() => database[Symbol.asyncDispose]());
    beforeEach(async () => {
      await db.delete(db.tables.restaurant);
      await db.delete(db.tables.legacySequence);
    });

    test("all of a transaction is stored, and its result returned", async () => {
      const result = await db.transaction(async (tx) => {
        await add(tx, "a");
        await turn();
        await add(tx, "b");
        return await letters(tx);
      });
      expect(result).toBe("ab");
      expect(await letters(db)).toBe("ab");
    });

    test("M01 an error after an await leaves nothing stored, and is the one that the caller gets", async () => {
      const failure = new Error("after all");
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        await turn();
        await add(tx, "b");
        throw failure;
      });
      await expect(attempt).rejects.toBe(failure);
      expect(await letters(db)).toBe("");
      await add(db, "c");
      expect(await letters(db)).toBe("c");
    });

    test("M01 an error thrown before the first await leaves nothing open", async () => {
      await expect(
        db.transaction(() => {
          throw new Error("at once");
        }),
      ).rejects.toThrow("at once");
      await db.transaction((tx) => add(tx, "a"));
      expect(await letters(db)).toBe("a");
    });

    test("M01 a statement that fails takes the whole transaction with it, also when its error is caught", async () => {
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        await add(tx, "a").catch(() => undefined);
      });
      const error: unknown = await attempt.catch((thrown: unknown) => thrown);
      expect(isUniqueViolation(error)).toBe(true);
      expect(await letters(db)).toBe("");
    });

    test("M03 after a statement that failed, its transaction takes no other", async () => {
      const messages: string[] = [];
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        await add(tx, "a").catch(() => undefined);
        messages.push(await misuseOf(add(tx, "b")), await misuseOf(tx.transaction((inner) => add(inner, "c"))));
        await add(tx, "d");
      });
      // What the user is told is why the first one failed.
      expect(isUniqueViolation(await attempt.catch((error: unknown) => error))).toBe(true);
      expect(messages).toEqual(Array(2).fill("A statement of this transaction has failed; put what may fail into an inner one."));
      expect(await letters(db)).toBe("");
    });

    test("M01 a statement that was sent, not awaited, and fails takes the transaction with it", async () => {
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        void add(tx, "a").catch(() => undefined);
        // Long enough for it to be sent, too short for a server to answer.
        for (let step = 0; step < 30; step++) await Promise.resolve();
      });
      await expect(attempt).rejects.toBeInstanceOf(Error);
      expect(await letters(db)).toBe("");
    });

    test("M01 statements sent together run one after another", async () => {
      await db.transaction(async (tx) => {
        await Promise.all(["a", "b", "c", "d"].map((id) => add(tx, id)));
        expect(await Promise.all([letters(tx), tx.$count(tx.tables.restaurant)])).toEqual(["abcd", 4]);
      });
      expect(await letters(db)).toBe("abcd");
    });

    describe("inner transactions", () => {
      test("keep their work when their parent does", async () => {
        await db.transaction(async (tx) => {
          await add(tx, "a");
          await tx.transaction(async (inner) => {
            await add(inner, "b");
            await inner.transaction((innermost) => add(innermost, "c"));
          });
          await add(tx, "d");
        });
        expect(await letters(db)).toBe("abcd");
      });

      test("M01 that fail take back their own work alone, and their parent goes on", async () => {
        await db.transaction(async (tx) => {
          await add(tx, "a");
          for (const id of ["b", "c"]) {
            const attempt = tx.transaction(async (inner) => {
              await add(inner, id);
              await inner.transaction((innermost) => add(innermost, `${id}${id}`));
              await add(inner, "a");
            });
            expect(isUniqueViolation(await attempt.catch((error: unknown) => error))).toBe(true);
          }
          await add(tx, "d");
        });
        expect(await letters(db)).toBe("ad");
      });

      test("M01 lose their work when their parent fails", async () => {
        const attempt = db.transaction(async (tx) => {
          await tx.transaction((inner) => add(inner, "a"));
          throw new Error("later");
        });
        await expect(attempt).rejects.toThrow("later");
        expect(await letters(db)).toBe("");
      });

      test("that start side by side run one after another, each all or nothing", async () => {
        const log: string[] = [];
        const results = await db.transaction((tx) =>
          Promise.allSettled(
            ["a", "b", "c", "d"].map((id, index) =>
              tx.transaction(async (inner) => {
                log.push(`${id} starts`);
                await add(inner, id);
                await turn();
                await add(inner, `${id}${id}`);
                log.push(`${id} ends`);
                if (index % 2 === 1) throw new Error(id);
              }),
            ),
          ),
        );
        expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
        expect(log).toEqual(["a", "b", "c", "d"].flatMap((id) => [`${id} starts`, `${id} ends`]));
        expect(await letters(db)).toBe("aaaccc");
      });

      test("that nobody awaited fail with their parent, and reach no other transaction", async () => {
        let inner: Promise<void> | undefined;
        const gate = Promise.withResolvers<void>();
        const attempt = db.transaction(async (tx) => {
          await add(tx, "a");
          inner = tx.transaction(async (handle) => {
            await add(handle, "b");
            await gate.promise;
            await add(handle, "c");
          });
          inner.catch(() => undefined);
          await turn();
        });
        expect(await misuseOf(attempt)).toContain("await it");
        await db.transaction(async (tx) => {
          // A savepoint of the same name as the one that was left open.
          await tx.transaction(async (other) => {
            await add(other, "d");
            gate.resolve();
            expect(await misuseOf(Promise.resolve(inner))).toContain("has ended");
          });
          await add(tx, "e");
        });
        expect(await letters(db)).toBe("de");
      });

      test("that nobody awaited do not start once their parent has ended", async () => {
        let inner: Promise<unknown> | undefined;
        await db.transaction(async (tx) => {
          await add(tx, "a");
          const blocker = tx.transaction((handle) => add(handle, "b"));
          await blocker;
          setImmediate(() => {
            inner = tx.transaction((handle) => add(handle, "c")).catch((error: unknown) => error);
          });
        });
        await turn();
        await turn();
        expect(await inner).toBeInstanceOf(TransactionMisuseError);
        expect(await letters(db)).toBe("ab");
      });
    });

    test("foreign keys hold inside of a transaction, with rows of its own as well", async () => {
      const { restaurant, task } = db.tables;
      await db.transaction(async (tx) => {
        await add(tx, "a");
        await tx.insert(task).values(aTask({ id: "t", restaurantId: "a" }));
        await tx.delete(restaurant).where(eq(restaurant.id, "a"));
        expect(await tx.$count(task, eq(task.id, "t"))).toBe(0);
      });
    });
  });
});
