import { createTestClock, openTestStore, type TestClock } from "@causeway/testing";
import { hasRedisServer, startRedis } from "@causeway/testing/redis";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRedis } from "../runtime/open-redis.ts";
import type { MakeCounter } from "./counter.ts";
import { redisCounters } from "./counters.ts";
import { createDatabaseCounter } from "./database-counter.ts";
import { LIMITS } from "./limits.ts";
import { createMemoryCounter } from "./memory-counter.ts";
import { createRateLimiter } from "./rate-limiter.ts";

const QUOTA = LIMITS["sign-in"].quota;
const WINDOW = LIMITS["sign-in"].seconds;

interface Store extends AsyncDisposable {
  /** A counter as one process makes it. */
  counters: MakeCounter;
}

const STORES: Record<string, (clock: TestClock) => Promise<Store>> = {
  memory: async (clock) => ({
    counters: (_, limit) => createMemoryCounter(limit, clock),
    [Symbol.asyncDispose]: async () => undefined,
  }),
  SQLite: (clock) => inDatabase("sqlite", clock),
  Postgres: (clock) => inDatabase("postgres", clock),
};

async function inDatabase(dialect: "sqlite" | "postgres", clock: TestClock): Promise<Store> {
  const opened = await openTestStore(dialect);
  return {
    counters: (name, limit) => createDatabaseCounter(name, limit, { db: opened.store.db, clock }),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

describe.each(Object.keys(STORES))("rate limits in %s", (name) => {
  let clock: TestClock;
  let store: Store;
  beforeEach(async () => {
    clock = createTestClock();
    const open = STORES[name];
    if (!open) throw new Error("no such store");
    store = await open(clock);
  });
  afterEach(() => store[Symbol.asyncDispose]());

  it("H01 let exactly the quota of ten times as many parallel charges pass", async () => {
    const limiter = createRateLimiter(store.counters);
    const charges = await Promise.all(Array.from({ length: QUOTA * 10 }, () => limiter.charge("sign-in", "somebody")));
    expect(charges.filter(({ isPassed }) => !isPassed)).toHaveLength(QUOTA);
    expect(charges.filter(({ isFirstRefusal }) => isFirstRefusal)).toHaveLength(1);
    const others = await limiter.charge("sign-in", "somebody else");
    expect(others).toMatchObject({ isPassed: false, state: { remaining: QUOTA - 1, resetSeconds: WINDOW } });
  });

  it("H05 a window begins with its first charge; the instant at which it ends belongs to the next one", async () => {
    const limiter = createRateLimiter(store.counters);
    await limiter.charge("sign-in", "somebody", QUOTA);
    clock.advance(WINDOW * 1000 - 1);
    expect(await limiter.charge("sign-in", "somebody")).toMatchObject({ isPassed: true, state: { remaining: 0, resetSeconds: 1 } });
    clock.advance(1);
    const next = { isPassed: false, state: { remaining: QUOTA - 1, resetSeconds: WINDOW } };
    expect(await limiter.charge("sign-in", "somebody")).toMatchObject(next);
  });

  it("H06 several units at once are charged as so many charges", async () => {
    const limiter = createRateLimiter(store.counters);
    expect((await limiter.charge("anonymous", "somebody", 20)).state.remaining).toBe(LIMITS.anonymous.quota - 20);
    expect((await limiter.charge("anonymous", "somebody", 80)).isPassed).toBe(false);
    expect((await limiter.charge("anonymous", "somebody", 20)).isPassed).toBe(true);
  });
});

describe("rate limits where the store fails", () => {
  it("H04 refuse the call instead of letting it pass", async () => {
    const opened = await openTestStore("sqlite");
    const { db } = opened.store;
    await opened.store.close();
    const limiter = createRateLimiter((name, limit) => createDatabaseCounter(name, limit, { db, clock: createTestClock() }));
    await expect(limiter.charge("sign-in", "somebody")).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "TOO_BUSY" });
    await opened[Symbol.asyncDispose]();
  });
});

describe.skipIf(!hasRedisServer)(
  `rate limits in Redis${hasRedisServer ? "" : ": left out, because there is no redis-server here"}`,
  () => {
    const silent = pino({ level: "silent" });
    const ready = async (redis: ReturnType<typeof openRedis>) => expect.poll(() => redis.client.status).toBe("ready");

    it("H01 hold over several processes, and in each while Redis is away", async () => {
      await using server = await startRedis();
      await using one = openRedis(server.url, silent);
      await using other = openRedis(server.url, silent);
      await Promise.all([ready(one), ready(other)]);
      const clock = createTestClock();
      const limiters = [one, other].map(({ client }) => createRateLimiter(redisCounters(client, clock)));
      const charge = async (index: number) => limiters[index % 2]?.charge("sign-in", "somebody");
      const charges = await Promise.all(Array.from({ length: QUOTA * 10 }, (_, index) => charge(index)));
      expect(charges.filter((result) => result?.isPassed === false)).toHaveLength(QUOTA);

      await server.stop();
      await expect.poll(() => one.client.status).not.toBe("ready");
      const alone = await Promise.all(Array.from({ length: QUOTA * 2 }, () => charge(0)));
      expect(alone.filter((result) => result?.isPassed === false)).toHaveLength(QUOTA);

      await server.restart();
      await ready(one);
      expect((await charge(0))?.state.remaining).toBe(QUOTA - 1);
    });
  },
);
