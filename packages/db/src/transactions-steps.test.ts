import { afterEach, describe, expect, test, vi } from "vitest";
import { sqliteQueries } from "./sqlite/queries.ts";
import { sqliteTables } from "./tables/index.ts";
import { createDb, type TransactionSource } from "./transactions.ts";

/** A database of which nothing is real but the order of the steps; `answer` may refuse one by throwing. */
function recordingDb(answer: (step: string) => void = () => undefined) {
  const steps: string[] = [];
  const step = (name: string) => {
    steps.push(name);
    answer(name);
  };
  const queries: TransactionSource["queries"] = (guard) => sqliteQueries((sql) => guard(async () => (step(sql), [])));
  const source: TransactionSource = {
    dialect: "sqlite",
    tables: sqliteTables,
    queries,
    begin: async () => {
      step("begin");
      return {
        queries,
        bulkInsert: async () => step("bulk insert"),
        bulkCheck: async () => [],
        bulkRead: async () => [],
        execute: async (statement) => step(statement),
        release: (error) => void steps.push(error === undefined ? "give back" : "throw away"),
      };
    },
    bulkCheck: async () => [],
    bulkRead: async () => [],
    isRetryable: (error) => error instanceof Error && error.message === "again",
  };
  return { db: createDb(source), steps };
}

const nothing = () => Promise.resolve();
const fail = (message: string) => () => Promise.reject(new Error(message));

afterEach(() => vi.useRealTimers());

describe("the steps of a transaction", () => {
  test("that is kept: begin, commit, give the connection back", async () => {
    const { db, steps } = recordingDb();
    await db.transaction(nothing);
    expect(steps).toEqual(["begin", "commit", "give back"]);
  });

  test("that fails: the connection is clean when it is given back", async () => {
    const { db, steps } = recordingDb();
    await expect(db.transaction(fail("no"))).rejects.toThrow("no");
    expect(steps).toEqual(["begin", "rollback", "give back"]);
  });

  test("whose rollback fails too: the first error is told, and the connection thrown away", async () => {
    const { db, steps } = recordingDb((step) => {
      if (step === "rollback") throw new Error("lost");
    });
    await expect(db.transaction(fail("no"))).rejects.toThrow("no");
    expect(steps).toEqual(["begin", "rollback", "throw away"]);
  });

  test("with inner ones: each savepoint is gone afterwards, so that siblings do not nest into each other", async () => {
    const { db, steps } = recordingDb();
    await db.transaction(async (tx) => {
      await tx.transaction((inner) => inner.transaction(nothing));
      await tx.transaction(fail("no")).catch(() => undefined);
    });
    expect(steps).toEqual([
      "begin",
      "savepoint nested_1",
      "savepoint nested_2",
      "release savepoint nested_2",
      "release savepoint nested_1",
      "savepoint nested_1",
      "rollback to savepoint nested_1",
      "release savepoint nested_1",
      "commit",
      "give back",
    ]);
  });

  test("whose inner one cannot be undone is not kept, although its failure was caught", async () => {
    const { db, steps } = recordingDb((step) => {
      if (step === "rollback to savepoint nested_1") throw new Error("no such savepoint");
    });
    const attempt = db.transaction(async (tx) => {
      await tx.transaction(fail("disk is full")).catch(() => undefined);
    });
    await expect(attempt).rejects.toThrow("disk is full");
    expect(steps.slice(-2)).toEqual(["rollback", "give back"]);
  });

  test("that may be tried again is, until it works", async () => {
    let left = 3;
    const { db, steps } = recordingDb((step) => {
      if (step === "commit" && left-- > 0) throw new Error("again");
    });
    let runs = 0;
    await db.transaction(async () => void runs++);
    expect(runs).toBe(4);
    expect(steps.filter((step) => step === "rollback")).toHaveLength(3);
  });

  test("that may be tried again is, also when the statement that failed was caught", async () => {
    let left = 1;
    const { db, steps } = recordingDb((step) => {
      if (step.startsWith("select") && left-- > 0) throw new Error("again");
    });
    await db.transaction(async (tx) => {
      await tx.$count(tx.tables.role).catch(() => undefined);
    });
    expect(steps.filter((step) => step === "commit" || step === "rollback")).toEqual(["rollback", "commit"]);
  });

  test("that may be tried again is given up after ten seconds, but not before the twelfth time", async () => {
    vi.useFakeTimers();
    const count = (steps: string[]) => steps.filter((step) => step === "begin").length;
    const quick = recordingDb();
    const failure = quick.db.transaction(fail("again")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    const before = count(quick.steps);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failure).toEqual(new Error("again"));
    expect(before).toBeGreaterThan(50);
    expect(count(quick.steps)).toBe(before + 1);

    const slow = recordingDb();
    const attempt = slow.db.transaction(async () => {
      vi.setSystemTime(Date.now() + 5000);
      throw new Error("again");
    });
    await Promise.all([expect(attempt).rejects.toThrow("again"), vi.advanceTimersByTimeAsync(60_000)]);
    expect(count(slow.steps)).toBe(12);
  });

  test("that may not be tried again is not", async () => {
    const { db, steps } = recordingDb();
    await expect(db.transaction(fail("never"))).rejects.toThrow("never");
    expect(steps.filter((step) => step === "begin")).toHaveLength(1);
  });

  test("that never began gives nothing back", async () => {
    const { db, steps } = recordingDb((step) => {
      if (step === "begin") throw new Error("no connection");
    });
    await expect(db.transaction(nothing)).rejects.toThrow("no connection");
    expect(steps).toEqual(["begin"]);
  });
});
