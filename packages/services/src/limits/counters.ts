import type { Db } from "@causeway/db";
import type { Redis } from "ioredis";
import type { Clock } from "../runtime/context.ts";
import type { MakeCounter } from "./counter.ts";
import { createDatabaseCounter } from "./database-counter.ts";
import { createMemoryCounter } from "./memory-counter.ts";
import { createRedisCounter } from "./redis-counter.ts";

/** With Redis every limit holds over all processes. */
export function redisCounters(redis: Redis, clock: Clock): MakeCounter {
  return (name, limit) => createRedisCounter(name, limit, { redis, instead: createMemoryCounter(limit, clock) });
}

/**
 * Without Redis: on Postgres, which several processes may share, the limits that guard accounts and cost money are counted in
 * the database; the broad ones, charged by every call, in each process. On SQLite there is one process.
 */
export function ownCounters(db: Db, clock: Clock): MakeCounter {
  return (name, limit) =>
    db.dialect === "sqlite" || name === "anonymous" || name === "user"
      ? createMemoryCounter(limit, clock)
      : createDatabaseCounter(name, limit, { db, clock });
}
