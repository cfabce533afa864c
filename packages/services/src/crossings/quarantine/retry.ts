import { AppError, type RetriedRow, type RetryQuarantinedInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import type { Ctx } from "../../runtime/context.ts";
import type { KeptRowOutcome } from "../crossing-engine.ts";
import { findEngine } from "../find-engine.ts";
import { deciderOf, quarantineNotFound, requireManager } from "./internal.ts";
import { requireRankOfAccount } from "./require-rank.ts";

/** A row that was imported leaves the quarantine, or stands in it as decided where somebody corrected it. */
async function settle(tx: Db, ctx: Ctx, { id, outcome }: { id: string; outcome: KeptRowOutcome }): Promise<void> {
  const { quarantinedRow: table } = tx.tables;
  const itself = eq(table.id, id);
  if (!outcome.isImported) {
    await tx.update(table).set({ reason: outcome.reason, message: outcome.message }).where(itself);
  } else if (outcome.corrections === null) await tx.delete(table).where(itself);
  else {
    const decision = { decision: "corrected" as const, decidedAt: ctx.clock(), decidedBy: deciderOf(ctx) };
    await tx
      .update(table)
      .set({ ...decision, corrections: outcome.corrections })
      .where(itself);
  }
}

/**
 * Decodes a waiting row again from its kept bytes, by today's rules and with what somebody corrects, and imports it with its
 * place in the id map, all in one transaction; or leaves it with the reason it has now. Throws `QUARANTINE_NOT_FOUND`,
 * `QUARANTINE_DECIDED`, `CORRECTION_REFUSED`, `USER_RANK`, `CROSSING_NOT_FOUND`.
 */
export async function retryQuarantined(ctx: Ctx, { id, corrections }: RetryQuarantinedInput): Promise<RetriedRow> {
  requireManager(ctx);
  return ctx.db.transaction(async (tx) => {
    const { quarantinedRow: table } = tx.tables;
    const [row] = await tx.select().from(table).where(eq(table.id, id));
    if (!row) throw quarantineNotFound();
    if (row.decision !== null) {
      const message = "This row has been decided. Only one that waits can be retried.";
      throw new AppError({ code: "CONFLICT", reason: "QUARANTINE_DECIDED", message });
    }
    const engine = findEngine(ctx, row.system);
    const kept = { table: row.kind, oldId: row.oldId, row: row.row };
    const outcome = await engine.import(tx, { kept, corrections });
    if (outcome.isImported && outcome.corrections !== null) await requireRankOfAccount(tx, ctx, outcome.newId);
    const hasChanged = outcome.isImported || outcome.reason !== row.reason || outcome.message !== row.message;
    if (hasChanged) {
      await settle(tx, ctx, { id, outcome });
      const columns = Object.keys(corrections).sort().join(", ");
      await recordAudit(tx, ctx, {
        action: "quarantine.retry",
        subject: { type: "quarantined_row", id },
        result: outcome.isImported ? "success" : "failure",
        details: {
          system: row.system,
          table: row.kind,
          oldId: row.oldId,
          ...(columns === "" ? {} : { corrected: columns }),
          ...(outcome.isImported ? {} : { reason: outcome.reason }),
        },
      });
    }
    return {
      id,
      table: row.kind,
      oldId: engine.shownId(row.oldId),
      isImported: outcome.isImported,
      reason: outcome.isImported ? null : outcome.reason,
      message: outcome.isImported ? null : outcome.message,
    };
  });
}
