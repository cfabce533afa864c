import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { createEventBus, type EventBus } from "./events.ts";
import type { OpenRedis } from "./open-redis.ts";

const CHANNEL = "causeway:events";

/** Between all processes of one Redis. What this process publishes reaches its own watchers at once, also without Redis. */
export function createRedisEventBus({ client, subscriber }: OpenRedis, logger: Logger): EventBus {
  const own = createEventBus();
  const sender = randomUUID();
  subscriber.on("message", (_channel, message) => {
    const at = message.indexOf(" ");
    if (message.slice(0, at) !== sender) own.publish(message.slice(at + 1));
  });
  subscriber.subscribe(CHANNEL).catch((err: unknown) => logger.warn({ err }, "events of other processes do not arrive"));
  return {
    watch: own.watch,
    publish(topic) {
      own.publish(topic);
      // Whoever misses an event sees the change when its stream begins anew.
      client.publish(CHANNEL, `${sender} ${topic}`).catch(() => undefined);
    },
  };
}
