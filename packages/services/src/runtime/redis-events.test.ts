import { hasRedisServer, startRedis } from "@causeway/testing/redis";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { openRedis } from "./open-redis.ts";
import { createRedisEventBus } from "./redis-events.ts";

const silent = pino({ level: "silent" });

describe.skipIf(!hasRedisServer)(
  `events over Redis${hasRedisServer ? "" : ": left out, because there is no redis-server here"}`,
  () => {
    it("reach the watchers of all processes once, and those of their own also while Redis is away", async () => {
      await using server = await startRedis();
      await using one = openRedis(server.url, silent);
      await using other = openRedis(server.url, silent);
      const buses = [createRedisEventBus(one, silent), createRedisEventBus(other, silent)] as const;
      const subscribers = async () => ((await one.client.pubsub("NUMSUB", "causeway:events")) as [string, number])[1];
      await expect.poll(() => one.client.status).toBe("ready");
      await expect.poll(subscribers).toBe(2);

      const stop = new AbortController();
      const seen = [0, 0];
      const watching = buses.map(async (bus, index) => {
        for await (const _ of bus.watch("task:1", stop.signal)) seen[index] = (seen[index] ?? 0) + 1;
      });
      buses[0].publish("task:1");
      buses[0].publish("task:2");
      await expect.poll(() => seen).toEqual([1, 1]);
      buses[1].publish("task:1");
      await expect.poll(() => seen).toEqual([2, 2]);
      await server.stop();
      buses[0].publish("task:1");
      await expect.poll(() => seen).toEqual([3, 2]);
      stop.abort();
      await Promise.all(watching);
    });
  },
);
