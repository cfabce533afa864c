import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCounter } from "../test/counter.ts";
import { add, letters } from "../test/letters.ts";
import { misuseOf } from "../test/misuse.ts";
import { turn } from "../test/turn.ts";
import type { Db } from "./types.ts";

describe("handles used where they must not be", () => {
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

    test("the database itself inside of its transaction is refused, for reads and writes and transactions", async () => {
      await db.transaction(async (tx) => {
        await add(tx, "a");
        expect(await misuseOf(letters(db))).toContain("use the handle it was given");
        expect(await misuseOf(add(db, "b"))).toContain("use the handle it was given");
        expect(await misuseOf(db.transaction(() => Promise.resolve()))).toContain("use the handle it was given");
        await tx.transaction(async () => {
          expect(await misuseOf(letters(db))).toContain("use the handle it was given");
        });
      });
      expect(await letters(db)).toBe("a");
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
      expect(await letters(db)).toBe("ab");
    });

    test("another database inside of a transaction is nobody's business", async () => {
      await using other = await open();
      await db.transaction(async (tx) => {
        await add(tx, "a");
        await other.db.transaction((otherTx) => add(otherTx, "b"));
        await add(other.db, "c");
      });
      expect(await letters(db)).toBe("a");
      expect(await letters(other.db)).toBe("bc");
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
      expect(await letters(db)).toBe("a");
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
      expect(await letters(db)).toBe("aef");
    });
  });
});

describe("what others see of a transaction", () => {
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

    test("a read outside of an open transaction sees the old value, without waiting", async () => {
      const counter = await createCounter(db, { value: 1 });
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
      expect(await letters(db)).toBe("");
    });
  });
});
