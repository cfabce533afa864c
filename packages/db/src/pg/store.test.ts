import { onBothDialects } from "@causeway/testing/dialects";
import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { createCounter, openCounter } from "../../test/counter.ts";
import { CUT, startDroppingProxy } from "../../test/dropping-proxy.ts";
import { openRaw, plant } from "../../test/raw.ts";
import { refusalOf } from "../../test/refusal.ts";
import { aRestaurant } from "../../test/rows.ts";
import { openStore } from "../open.ts";
import type { Db } from "../types.ts";

const OTHERS =
  "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
const endConnections = (url: string) => plant(url, `select pg_terminate_backend(pid, 5000) ${OTHERS}`);

describe("a Postgres store", () => {
  onBothDialects(
    (open) => {
      test("that loses its connection within a transaction says so, stores nothing of it, and recovers", async () => {
        await using database = await open();
        await using store = openStore(database.url, { maxConnections: 1 });
        const { db } = store;
        const attempt = () =>
          db.transaction(async (tx) => {
            await tx.insert(tx.tables.restaurant).values(aRestaurant({ id: "lost" }));
            await endConnections(database.url);
            await tx.insert(tx.tables.restaurant).values(aRestaurant({ id: "too late" }));
          });
        expect(await refusalOf(attempt)).toBe("UNAVAILABLE TOO_BUSY");
        await db.transaction(async (tx) => void (await tx.insert(tx.tables.restaurant).values(aRestaurant({ id: "after" }))));
        expect(await db.select({ id: db.tables.restaurant.id }).from(db.tables.restaurant)).toEqual([{ id: "after" }]);
      });

      test("that loses its connection while a statement runs says so, and recovers", async () => {
        await using database = await open();
        await using store = openStore(database.url, { maxConnections: 1 });
        const { db } = store;
        await db.insert(db.tables.role).values({ key: "a", rank: 1 });
        const sleep = () => db.select({ slept: sql`pg_sleep(60)` }).from(db.tables.role);
        for (const attempt of [sleep, () => db.transaction((tx) => tx.select({ slept: sql`pg_sleep(60)` }).from(tx.tables.role))]) {
          const refusal = refusalOf(attempt);
          await using raw = await openRaw(database.url);
          await vi.waitUntil(
            async () => (await raw.all(`select pid ${OTHERS} and query like '%pg_sleep(60)%' and state = 'active'`)).length > 0,
            { timeout: 10_000 },
          );
          await endConnections(database.url);
          expect(await refusal).toBe("UNAVAILABLE TOO_BUSY");
        }
        expect(await db.$count(db.tables.role)).toBe(1);
      });

      test("whose connection is cut without a word says so, and recovers", async () => {
        await using database = await open();
        await using proxy = await startDroppingProxy(database.url);
        await using store = openStore(proxy.url, { maxConnections: 1 });
        const { db } = store;
        const { restaurant } = db.tables;
        expect(await refusalOf(() => db.insert(restaurant).values(aRestaurant({ id: "a", address: CUT })))).toBe(
          "UNAVAILABLE TOO_BUSY",
        );
        const attempt = async (tx: Db) => {
          await tx.insert(restaurant).values(aRestaurant({ id: "b" }));
          await tx.insert(restaurant).values(aRestaurant({ id: "c", address: CUT }));
        };
        expect(await refusalOf(() => db.transaction(attempt))).toBe("UNAVAILABLE TOO_BUSY");
        expect(await refusalOf(() => db.transaction((tx) => tx.transaction(attempt).catch(() => undefined)))).toBe(
          "UNAVAILABLE TOO_BUSY",
        );
        await db.transaction(async (tx) => void (await tx.insert(restaurant).values(aRestaurant({ id: "d" }))));
        expect(await db.select({ id: restaurant.id }).from(restaurant)).toEqual([{ id: "d" }]);
      });

      test("that loses an idle connection reports it and opens another", async () => {
        await using database = await open();
        const onConnectionLost = vi.fn<(error: Error) => void>();
        await using store = openStore(database.url, { onConnectionLost });
        await store.ping();
        await endConnections(database.url);
        await vi.waitUntil(() => onConnectionLost.mock.calls.length > 0);
        await store.ping();
        expect(onConnectionLost).toHaveBeenCalledOnce();
      });

      test("that has one connection gives it to one transaction after another", async () => {
        await using database = await open();
        await using store = openStore(database.url, { maxConnections: 1 });
        const counter = await createCounter(database.db);
        await Promise.all(
          Array.from({ length: 30 }, () => store.db.transaction(async (tx) => counter.write(tx, (await counter.read(tx)) + 1))),
        );
        expect(await counter.read(database.db)).toBe(30);
      });

      test("gives a connection one statement at a time, however many a transaction sends together", async () => {
        await using database = await open();
        const { query } = pg.Client.prototype;
        let running = 0;
        const atOnce: number[] = [];
        const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: pg.Client, ...args: unknown[]) {
          atOnce.push(++running);
          const result: unknown = Reflect.apply(query, this, args);
          void Promise.resolve(result).finally(() => running--);
          return result;
        });
        await database.db.transaction(async (tx) => {
          await Promise.all([1, 2, 3, 4].map(() => tx.$count(tx.tables.role)));
        });
        spy.mockRestore();
        // The connection's own settings, begin, four counts, commit.
        expect(atOnce).toEqual([1, 1, 1, 1, 1, 1, 1]);
      });

      test("tries a transaction again that was overtaken, and stores only the last try", async () => {
        await using database = await open();
        const { db } = database;
        const counter = await createCounter(db, { value: 1 });
        await using rival = openStore(database.url);
        const seen: number[] = [];
        await db.transaction(async (tx) => {
          const value = await counter.read(tx);
          seen.push(value);
          if (seen.length === 1) await openCounter(counter.name).write(rival.db, 10);
          await counter.write(tx, value + 1);
        });
        expect(seen).toEqual([1, 10]);
        expect(await counter.read(db)).toBe(11);
      });

      test("tries a transaction again that waited for another which waited for it", async () => {
        await using database = await open();
        await using store = openStore(`${database.url}?options=-c%20deadlock_timeout%3D10`);
        const counters = [
          await createCounter(database.db, { name: "a" }),
          await createCounter(database.db, { name: "b" }),
        ] as const;
        const bothHold = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
        let attempts = 0;
        const transfer = (from: 0 | 1, to: 0 | 1) =>
          store.db.transaction(async (tx) => {
            attempts++;
            await counters[from].increment(tx);
            bothHold[from].resolve();
            await bothHold[to].promise;
            await counters[to].increment(tx);
          });
        await Promise.all([transfer(0, 1), transfer(1, 0)]);
        expect(attempts).toBeGreaterThan(2);
        expect([await counters[0].read(database.db), await counters[1].read(database.db)]).toEqual([2, 2]);
      });

      test("answers that it is busy when there is no server, and does not end the process", async () => {
        await using store = openStore("postgres://nobody@127.0.0.1:1/none");
        expect(await refusalOf(() => store.ping())).toBe("UNAVAILABLE TOO_BUSY");
        expect(await refusalOf(() => store.db.$count(store.db.tables.role))).toBe("UNAVAILABLE TOO_BUSY");
        expect(await refusalOf(() => store.db.transaction((tx) => tx.$count(tx.tables.role)))).toBe("UNAVAILABLE TOO_BUSY");
      });
    },
    { only: "postgres", because: "a SQLite file has no connections to lose" },
  );
});
