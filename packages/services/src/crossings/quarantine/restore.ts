import { AppError, type QuarantinedRow, type QuarantinedRowId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import type { Ctx } from "../../runtime/context.ts";
import { describeQuarantined, requireManager } from "./internal.ts";
import { readQuarantined } from "./read.ts";

/** Takes a dismissal back: the row waits again. Throws `QUARANTINE_NOT_FOUND`, `QUARANTINE_NOT_DISMISSED`. */
export async function restoreQuarantined(ctx: Ctx, { id }: QuarantinedRowId): Promise<QuarantinedRow> {
  requireManager(ctx);
  return ctx.db.transaction(async (tx) => {
    const { quarantinedRow: table } = tx.tables;
    const row = await readQuarantined(tx, id);
    if (row.decision !== "dismissed") {
      const message = row.decision === null ? "This row waits already." : "This row was imported; it cannot wait again.";
      throw new AppError({ code: "CONFLICT", reason: "QUARANTINE_NOT_DISMISSED", message });
    }
    await tx.update(table).set({ decision: null, decisionNote: null, decidedAt: null, decidedBy: null }).where(eq(table.id, id));
    const details = { system: row.system, table: row.table, oldId: row.oldId };
    await recordAudit(tx, ctx, { action: "quarantine.restore", subject: { type: "quarantined_row", id }, details });
    return describeQuarantined(ctx, await readQuarantined(tx, id));
  });
}
