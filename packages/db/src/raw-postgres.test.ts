import { openTestStore } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { aRestaurant } from "../test/rows.ts";
import { TransactionMisuseError } from "./transactions.ts";

describe("statements of a library that knows Postgres only", () => {
  it("take part in the transaction, also in its end", async () => {
    await using opened = await openTestStore("postgres");
    const { db } = opened.store;
    const { restaurant } = db.tables;
    const failing = db.transaction(async (tx) => {
      await tx.insert(restaurant).values(aRestaurant({ id: "a" }));
      const { rows } = (await tx.postgres?.query("select id from restaurant where id = $1", ["a"])) ?? {};
      expect(rows).toEqual([{ id: "a" }]);
      await tx.postgres?.query("update restaurant set address = $1", ["changed"]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await db.$count(restaurant)).toBe(0);
  });

  it("are refused where a query would be: after the end, beside the transaction, after a failure", async () => {
    await using opened = await openTestStore("postgres");
    const { db } = opened.store;
    const kept = await db.transaction(async (tx) => tx);
    await expect(kept.postgres?.query("select 1")).rejects.toThrow(TransactionMisuseError);
    await expect(db.transaction(async () => db.postgres?.query("select 1"))).rejects.toThrow(TransactionMisuseError);
    const failed = db.transaction(async (tx) => {
      await tx.postgres?.query("select nonsense").catch(() => undefined);
      await tx.postgres?.query("select 1");
    });
    await expect(failed).rejects.toThrow(TransactionMisuseError);
  });

  it("are not there on SQLite", async () => {
    await using opened = await openTestStore("sqlite");
    const { db } = opened.store;
    expect(db.postgres).toBeNull();
    expect(await db.transaction(async (tx) => tx.postgres)).toBeNull();
  });
});
