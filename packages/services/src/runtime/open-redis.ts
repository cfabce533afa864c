import { Redis } from "ioredis";
import type { Logger } from "pino";

/** A call that waits longer is answered by what this process knows itself. */
const COMMAND_TIMEOUT_MS = 500;

export interface OpenRedis extends AsyncDisposable {
  /** For commands. Fails at once while Redis does not answer; comes back by itself. */
  client: Redis;
  /** For subscriptions, which take a connection of their own. */
  subscriber: Redis;
}

/** Connections to Redis, which the process does without while it is away: it is never waited for. */
export function openRedis(url: string, logger: Logger): OpenRedis {
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: COMMAND_TIMEOUT_MS });
  // Subscriptions are made again by the library after every reconnection.
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  let isAway = false;
  client.on("error", (err) => {
    if (isAway) return;
    isAway = true;
    logger.warn({ err }, "Redis does not answer: limits and events hold within this process only");
  });
  client.on("ready", () => {
    if (isAway) logger.info("Redis answers again");
    isAway = false;
  });
  subscriber.on("error", () => undefined);
  return {
    client,
    subscriber,
    async [Symbol.asyncDispose]() {
      client.disconnect();
      subscriber.disconnect();
    },
  };
}
