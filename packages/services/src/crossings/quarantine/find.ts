import { and, eq } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";

/** The id here of an old row; null where it is not in quarantine. */
export async function findQuarantined(
  ctx: Ctx,
  { system, table, oldId }: { system: string; table: string; oldId: string },
): Promise<string | null> {
  requirePermission(ctx, "crossing:read");
  const { quarantinedRow: row } = ctx.db.tables;
  const [found] = await ctx.db
    .select({ id: row.id })
    .from(row)
    .where(and(eq(row.system, system), eq(row.kind, table), eq(row.oldId, oldId)));
  return found?.id ?? null;
}
