import type { Redis } from "ioredis";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Counter } from "./counter.ts";
import type { Limit, LimitName } from "./limits.ts";

/** In Redis, for all its processes; counted by `instead` while Redis does not answer. */
export function createRedisCounter(name: LimitName, limit: Limit, { redis, instead }: { redis: Redis; instead: Counter }): Counter {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    points: limit.quota,
    duration: limit.seconds,
    keyPrefix: `causeway:limit:${name}`,
    rejectIfRedisNotReady: true,
  });
  return {
    async add(key, units) {
      try {
        return told(await limiter.consume(key, units));
      } catch (thrown) {
        // The library rejects with what the window holds when the limit is passed.
        return thrown instanceof RateLimiterRes ? told(thrown) : instead.add(key, units);
      }
    },
  };
}

const told = ({ consumedPoints, msBeforeNext }: RateLimiterRes) => ({ units: consumedPoints, msLeft: msBeforeNext });
