import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createCounter, type Counter } from "../test/counter.ts";
import { aRestaurant, aTask } from "../test/rows.ts";
import { isUniqueViolation } from "./errors.ts";
import { TransactionMisuseError } from "./transactions.ts";
import type { Db } from "./types.ts";

/** Lets everything that is ready to run do so, timers aside. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** The message of the misuse that `attempt` fails with; a query builder may have wrapped it. */
async function misuseOf(attempt: Promise<unknown>): Promise<string> {
  let error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  while (error instanceof Error && !(error instanceof TransactionMisuseError)) error = error.cause;
  return error instanceof TransactionMisuseError ? error.message : `no misuse, but ${String(error)}`;
}

describe("transactions", () => {
  onBothDialects((open) => {
    let database: TestDatabase;
    let db: Db;
    const onWarning = vi.fn<(warning: Error) => void>();
    beforeAll(async () => {
      process.on("warning", onWarning);
      database = await open();
      ({ db } = database);
    });
    afterAll(async () => {
      process.off("warning", onWarning);
      await database[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      await db.delete(db.tables.restaurant);
      await db.delete(db.tables.legacySequence);
    });

    const add = async (handle: Db, id: string) => void (await handle.insert(handle.tables.restaurant).values(aRestaurant({ id })));
    const ids = async (handle: Db = db) => {
      const rows = await handle.select({ id: handle.tables.restaurant.id }).from(handle.tables.restaurant);
      return rows
        .map(({ id }) => id)
        .sort()
        .join("");
    };

    test("all of a transaction is stored, and its result returned", async () => {
      const result = await db.transaction(async (tx) => {
        await add(tx, "a");
        await turn();
        await add(tx, "b");
        return await ids(tx);
      });
      expect(result).toBe("ab");
      expect(await ids()).toBe("ab");
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
      expect(await ids()).toBe("");
      await add(db, "c");
      expect(await ids()).toBe("c");
    });

    test("M01 an error thrown before the first await leaves nothing open", async () => {
      await expect(
        db.transaction(() => {
          throw new Error("at once");
        }),
      ).rejects.toThrow("at once");
      await db.transaction((tx) => add(tx, "a"));
      expect(await ids()).toBe("a");
    });

    test("M01 a statement that fails takes the whole transaction with it, also when its error is caught", async () => {
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        await add(tx, "a").catch(() => undefined);
      });
      const error: unknown = await attempt.catch((thrown: unknown) => thrown);
      expect(isUniqueViolation(error)).toBe(true);
      expect(await ids()).toBe("");
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
      expect(await ids()).toBe("");
    });

    test("M01 a statement that was sent, not awaited, and fails takes the transaction with it", async () => {
      const attempt = db.transaction(async (tx) => {
        await add(tx, "a");
        void add(tx, "a").catch(() => undefined);
        // Long enough for it to be sent, too short for a server to answer.
        for (let step = 0; step < 30; step++) await Promise.resolve();
      });
      await expect(attempt).rejects.toBeInstanceOf(Error);
      expect(await ids()).toBe("");
    });

    test("M01 statements sent together run one after another", async () => {
      await db.transaction(async (tx) => {
        await Promise.all(["a", "b", "c", "d"].map((id) => add(tx, id)));
        expect(await Promise.all([ids(tx), tx.$count(tx.tables.restaurant)])).toEqual(["abcd", 4]);
      });
      expect(await ids()).toBe("abcd");
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
        expect(await ids()).toBe("abcd");
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
        expect(await ids()).toBe("ad");
      });

      test("M01 lose their work when their parent fails", async () => {
        const attempt = db.transaction(async (tx) => {
          await tx.transaction((inner) => add(inner, "a"));
          throw new Error("later");
        });
        await expect(attempt).rejects.toThrow("later");
        expect(await ids()).toBe("");
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
        expect(await ids()).toBe("aaaccc");
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
        expect(await ids()).toBe("de");
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
        expect(await ids()).toBe("ab");
      });
    });

    describe("handles used where they must not be", () => {
      test("the database itself inside of its transaction is refused, for reads and writes and transactions", async () => {
        await db.transaction(async (tx) => {
          await add(tx, "a");
          expect(await misuseOf(ids(db))).toContain("use the handle it was given");
          expect(await misuseOf(add(db, "b"))).toContain("use the handle it was given");
          expect(await misuseOf(db.transaction(() => Promise.resolve()))).toContain("use the handle it was given");
          await tx.transaction(async () => {
            expect(await misuseOf(ids(db))).toContain("use the handle it was given");
          });
        });
        expect(await ids()).toBe("a");
      });

      test("the database is usable again after a transaction, from what the transaction started too", async () => {
        const gate = Promise.withResolvers<void>();
        let later: Promise<void> | undefined;
        await db.transaction(async (tx) => {
          await add(tx, "a");
          later = gate.promise.then(() => add(db, "b"));
        });
        gate.resolve();
        await later;
        expect(await ids()).toBe("ab");
      });

      test("another database inside of a transaction is nobody's business", async () => {
        await using other = await open();
        await db.transaction(async (tx) => {
          await add(tx, "a");
          await other.db.transaction((otherTx) => add(otherTx, "b"));
          await add(other.db, "c");
        });
        expect(await ids()).toBe("a");
        expect(await ids(other.db)).toBe("bc");
      });

      test("a handle that outlived its transaction is refused, whether that was kept or not", async () => {
        const kept: Db[] = [];
        await db.transaction(async (tx) => {
          kept.push(tx);
          await tx.transaction(async (inner) => void kept.push(inner));
        });
        await db
          .transaction(async (tx) => {
            kept.push(tx);
            throw new Error("no");
          })
          .catch(() => undefined);
        await db.transaction(async (tx) => {
          for (const handle of kept) {
            expect(await misuseOf(add(handle, "x"))).toContain("has ended");
            expect(await misuseOf(handle.transaction(() => Promise.resolve()))).toContain("has ended");
          }
          await add(tx, "a");
        });
        expect(kept).toHaveLength(3);
        expect(await ids()).toBe("a");
      });

      test("the parent's handle is refused while an inner transaction is open, without harm to either", async () => {
        await db.transaction(async (tx) => {
          await tx.transaction(async (inner) => {
            await add(inner, "a");
            expect(await misuseOf(add(tx, "b"))).toContain("An inner transaction is open");
            await inner.transaction(async (innermost) => {
              expect(await misuseOf(add(inner, "c"))).toContain("An inner transaction is open");
              expect(await misuseOf(add(tx, "d"))).toContain("An inner transaction is open");
              await add(innermost, "e");
            });
          });
          await add(tx, "f");
        });
        expect(await ids()).toBe("aef");
      });
    });

    describe("what others see", () => {
      test("a read outside of an open transaction sees the old value, without waiting", async () => {
        const counter: Counter = await createCounter(db, { value: 1 });
        const written = Promise.withResolvers<void>();
        const seen = Promise.withResolvers<void>();
        const transaction = db.transaction(async (tx) => {
          await counter.write(tx, 2);
          written.resolve();
          await seen.promise;
        });
        await written.promise;
        expect(await counter.read(db)).toBe(1);
        seen.resolve();
        await transaction;
        expect(await counter.read(db)).toBe(2);
      });

      test("M03 a transaction sees the same twice, whatever others store meanwhile", async () => {
        const counter = await createCounter(db, { value: 1 });
        const read = Promise.withResolvers<void>();
        const tried = Promise.withResolvers<void>();
        const values: number[] = [];
        const transaction = db.transaction(async (tx) => {
          values.push(await counter.read(tx));
          read.resolve();
          await tried.promise;
          values.push(await counter.read(tx));
        });
        await read.promise;
        // SQLite lets the other write wait for this transaction; Postgres lets it through at once.
        const other = counter.write(db, 2);
        await turn();
        await turn();
        tried.resolve();
        await Promise.all([transaction, other]);
        expect(values).toEqual([1, 1]);
        expect(await counter.read(db)).toBe(2);
      });

      test("a write outside of a transaction that is rolled back stays", async () => {
        const counter = await createCounter(db);
        const written = Promise.withResolvers<void>();
        const sent = Promise.withResolvers<void>();
        const transaction = db.transaction(async (tx) => {
          await add(tx, "a");
          written.resolve();
          await sent.promise;
          throw new Error("no");
        });
        await written.promise;
        const outside = counter.increment(db);
        sent.resolve();
        await expect(transaction).rejects.toThrow("no");
        await outside;
        expect(await counter.read(db)).toBe(1);
        expect(await ids()).toBe("");
      });
    });

    // A driver warns, once, when it is given a statement before it is done with another.
    test("nothing of the above has given a driver two statements at once", async () => {
      await turn();
      expect(onWarning.mock.calls).toEqual([]);
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
