import type { QuarantinedRowDetail, QuarantinedRowId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { findEngine } from "../find-engine.ts";
import { describeQuarantined, quarantineColumns, quarantineNotFound } from "./internal.ts";

/** One row with its old values, why it is there and what can be done. Throws `QUARANTINE_NOT_FOUND`, `CROSSING_NOT_FOUND`. */
export async function getQuarantined(ctx: Ctx, { id }: QuarantinedRowId): Promise<QuarantinedRowDetail> {
  requirePermission(ctx, "crossing:read");
  const { quarantinedRow, user } = ctx.db.tables;
  const [found] = await ctx.db
    .select({ shown: quarantineColumns(ctx.db), row: quarantinedRow.row, corrections: quarantinedRow.corrections })
    .from(quarantinedRow)
    .leftJoin(user, eq(user.id, quarantinedRow.decidedBy))
    .where(eq(quarantinedRow.id, id));
  if (!found) throw quarantineNotFound();
  const { shown, row, corrections } = found;
  const engine = findEngine(ctx, shown.system);
  const { cells, isReady } = await engine.examine(ctx.db, { kept: { table: shown.table, oldId: shown.oldId, row }, corrections });
  return {
    ...describeQuarantined(ctx, shown),
    ...engine.explain(shown.reason),
    cells,
    isReady: isReady && shown.decision === null,
  };
}
