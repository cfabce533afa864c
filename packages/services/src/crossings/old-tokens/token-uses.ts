import type { TokenUseResult } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { sql } from "drizzle-orm";
import { utcDay } from "../../restaurants/days.ts";
import type { Clock } from "../../runtime/context.ts";

export interface TokenUse {
  system: string;
  /** Such as `jwt`, `flask-session`. */
  kind: string;
  result: TokenUseResult;
}

/** How often old tokens were presented: counted here, and added to what all processes have counted by `flush`. */
export interface TokenUses {
  add(use: TokenUse): void;
  /** What could not be written is kept for the next time. */
  flush(): Promise<void>;
}

type Count = TokenUse & { day: string; count: number };

export function createTokenUses({ db, clock }: { db: Db; clock: Clock }): TokenUses {
  let pending = new Map<string, Count>();

  const addTo = (counts: Map<string, Count>, use: Count) => {
    const key = JSON.stringify([use.system, use.kind, use.result, use.day]);
    const known = counts.get(key);
    if (known) known.count += use.count;
    else counts.set(key, { ...use });
  };

  return {
    add: ({ system, kind, result }) => addTo(pending, { system, kind, result, day: utcDay(clock()), count: 1 }),
    async flush() {
      if (pending.size === 0) return;
      const counts = pending;
      pending = new Map();
      // In one order everywhere: processes that write at once must not wait for each other in a circle.
      const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
      const { legacyTokenUse: table } = db.tables;
      try {
        await db
          .insert(table)
          .values(rows)
          .onConflictDoUpdate({
            target: [table.system, table.kind, table.result, table.day],
            set: { count: sql`${table.count} + excluded.count` },
          });
      } catch (error) {
        for (const row of rows) addTo(pending, row);
        throw error;
      }
    },
  };
}
