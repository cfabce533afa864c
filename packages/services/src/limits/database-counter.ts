import type { Db } from "@causeway/db";
import { sql } from "drizzle-orm";
import type { Clock } from "../runtime/context.ts";
import type { Counter } from "./counter.ts";
import type { Limit } from "./limits.ts";

/** In the database, where all processes see it: one statement per charge, which the database itself makes exact. */
export function createDatabaseCounter(name: string, { seconds }: Limit, { db, clock }: { db: Db; clock: Clock }): Counter {
  const { rateLimit } = db.tables;
  return {
    async add(key, units) {
      const now = clock();
      const isOver = sql`${rateLimit.expiresAt} <= ${sql.param(now, rateLimit.expiresAt)}`;
      const [window] = await db
        .insert(rateLimit)
        .values({ key: `${name}:${key}`, points: units, expiresAt: new Date(now.getTime() + seconds * 1000) })
        .onConflictDoUpdate({
          target: rateLimit.key,
          set: {
            points: sql`case when ${isOver} then excluded.points else ${rateLimit.points} + excluded.points end`,
            expiresAt: sql`case when ${isOver} then excluded.expires_at else ${rateLimit.expiresAt} end`,
          },
        })
        .returning({ units: rateLimit.points, endsAt: rateLimit.expiresAt });
      if (!window) throw new Error("the database returned no window");
      return { units: window.units, msLeft: window.endsAt.getTime() - now.getTime() };
    },
  };
}
