import type { QuarantineCount } from "@causeway/contract";
import { count } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";

/** How many rows stand in quarantine, by system, table and reason. */
export async function countQuarantined(ctx: Ctx): Promise<QuarantineCount[]> {
  requirePermission(ctx, "crossing:read");
  const { quarantinedRow: row } = ctx.db.tables;
  const groups = await ctx.db
    .select({ system: row.system, table: row.kind, reason: row.reason, decision: row.decision, rows: count() })
    .from(row)
    .groupBy(row.system, row.kind, row.reason, row.decision)
    .orderBy(row.system, row.kind, row.reason);
  const counts = new Map<string, QuarantineCount>();
  for (const { system, table, reason, decision, rows } of groups) {
    const key = JSON.stringify([system, table, reason]);
    const of = counts.get(key) ?? { system, table, reason, waiting: 0, dismissed: 0, corrected: 0 };
    of[decision ?? "waiting"] += rows;
    counts.set(key, of);
  }
  return [...counts.values()];
}
