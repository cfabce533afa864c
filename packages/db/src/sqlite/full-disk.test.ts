import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRaw } from "../../test/raw.ts";
import { refusalOf } from "../../test/refusal.ts";
import { aRestaurant } from "../../test/rows.ts";
import { createSqliteFolder, type SqliteFolder } from "../../test/sqlite-folder.ts";
import { migrate, openStore } from "../open.ts";
import type { Db } from "../types.ts";
import { SqliteFile } from "./file.ts";

let place: SqliteFolder;
beforeEach(() => {
  place = createSqliteFolder();
});
afterEach(() => place[Symbol.dispose]());
describe("a full disk", () => {
  /** Lets the file grow by no more than some pages. */
  async function fillDisk(): Promise<{ makeRoom(): void } & AsyncDisposable> {
    const file = SqliteFile.open(place.path);
    file.writerDatabase.pragma(`max_page_count = ${Number(file.writerDatabase.pragma("page_count", { simple: true })) + 5}`);
    return {
      makeRoom: () => void file.writerDatabase.pragma("max_page_count = 1000000"),
      [Symbol.asyncDispose]: () => file.close(),
    };
  }
  const large = (id: string) => aRestaurant({ id, address: "x".repeat(100_000) });
  const ids = async (db: Db) => (await db.select({ id: db.tables.restaurant.id }).from(db.tables.restaurant)).map(({ id }) => id);
  const full = "UNAVAILABLE STORAGE_FULL";

  test("refuses a write, and stores nothing of it; with room again, all goes on", async () => {
    await migrate(place.url);
    await using store = openStore(place.url);
    const { db } = store;
    await using disk = await fillDisk();
    expect(await refusalOf(() => db.insert(db.tables.restaurant).values(large("a")))).toBe(full);
    expect(await refusalOf(() => db.insert(db.tables.restaurant).values([aRestaurant({ id: "b" }), large("c")]))).toBe(full);
    expect(await ids(db)).toEqual([]);
    disk.makeRoom();
    await db.insert(db.tables.restaurant).values(large("d"));
    expect(await ids(db)).toEqual(["d"]);
  });

  // Of a statement without RETURNING, SQLite takes back the whole transaction by itself; of one with it, the statement alone.
  const store = async (tx: Db) => void (await tx.insert(tx.tables.restaurant).values(large("large")));
  const storeAndReturn = async (tx: Db) => void (await tx.insert(tx.tables.restaurant).values(large("large")).returning());
  const caught = async (attempt: Promise<void>) => attempt.catch(() => undefined);

  test.each<[string, (tx: Db) => Promise<void>]>([
    ["in a statement", store],
    ["in a statement that returns", storeAndReturn],
    ["in a statement whose error is caught", (tx) => caught(store(tx))],
    ["in an inner transaction", (tx) => tx.transaction(store)],
    ["in an inner transaction whose error is caught", (tx) => caught(tx.transaction(store))],
    [
      "in an inner transaction whose error is caught, before another write",
      async (tx) => {
        await caught(tx.transaction(store));
        // Outside of the transaction that is gone, this would be stored for good.
        await caught(
          tx
            .insert(tx.tables.restaurant)
            .values(aRestaurant({ id: "after" }))
            .then(() => undefined),
        );
      },
    ],
  ])("takes a whole transaction back: %s", async (_, attempt) => {
    await migrate(place.url);
    await using opened = openStore(place.url);
    const { db } = opened;
    await using disk = await fillDisk();
    const transaction = () =>
      db.transaction(async (tx) => {
        await tx.insert(db.tables.restaurant).values(aRestaurant({ id: "before" }));
        await attempt(tx);
      });
    expect(await refusalOf(transaction)).toBe(full);
    expect(await ids(db)).toEqual([]);
    disk.makeRoom();
    await db.transaction(store);
    expect(await ids(db)).toEqual(["large"]);
    await using raw = await openRaw(place.url);
    expect(await raw.all("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });

  test("takes an inner transaction back alone where SQLite lets the rest live", async () => {
    await migrate(place.url);
    await using opened = openStore(place.url);
    const { db } = opened;
    await using disk = await fillDisk();
    await db.transaction(async (tx) => {
      await caught(tx.transaction(storeAndReturn));
      await tx.insert(db.tables.restaurant).values(aRestaurant({ id: "small" }));
    });
    disk.makeRoom();
    expect(await ids(db)).toEqual(["small"]);
  });
});
