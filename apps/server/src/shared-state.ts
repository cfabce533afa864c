import type { Db } from "@causeway/db";
import {
  createRateLimiter,
  createRedisEventBus,
  openRedis,
  ownCounters,
  redisCounters,
  type RuntimeOptions,
} from "@causeway/services";
import type { Logger } from "pino";
import type { Settings } from "./settings.ts";

interface Place {
  settings: Settings;
  logger: Logger;
  db: Db;
  /** What is open, to be closed at the end. */
  opened: AsyncDisposableStack;
}

/** Limits and events: of all processes where they have a Redis, of each by itself where they have none. */
export function sharedState({ settings, logger, db, opened }: Place): Pick<RuntimeOptions, "limits" | "events"> {
  const clock = () => new Date();
  const redis = settings.redisUrl === undefined ? null : opened.use(openRedis(settings.redisUrl, logger));
  return {
    limits: settings.rateLimits ? createRateLimiter(redis ? redisCounters(redis.client, clock) : ownCounters(db, clock)) : null,
    ...(redis ? { events: createRedisEventBus(redis, logger) } : {}),
  };
}
