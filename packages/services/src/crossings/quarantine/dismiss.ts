import {
  AppError,
  type DismissAllQuarantinedInput,
  type DismissQuarantinedInput,
  type QuarantinedRow,
  type RowCount,
} from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import type { Ctx } from "../../runtime/context.ts";
import { findEngine } from "../find-engine.ts";
import { describeQuarantined, deciderOf, requireManager, waitingRows } from "./internal.ts";
import { readQuarantined } from "./read.ts";

const decisionOf = (ctx: Ctx, note: string) => ({
  decision: "dismissed" as const,
  decisionNote: note,
  decidedAt: ctx.clock(),
  decidedBy: deciderOf(ctx),
});

/** Leaves a waiting row out, for a reason; its bytes stay. Throws `QUARANTINE_NOT_FOUND`, `QUARANTINE_DECIDED`. */
export async function dismissQuarantined(ctx: Ctx, { id, note }: DismissQuarantinedInput): Promise<QuarantinedRow> {
  requireManager(ctx);
  return ctx.db.transaction(async (tx) => {
    const { quarantinedRow: table } = tx.tables;
    const row = await readQuarantined(tx, id);
    if (row.decision !== null)
      throw new AppError({ code: "CONFLICT", reason: "QUARANTINE_DECIDED", message: "This row has been decided already." });
    await tx.update(table).set(decisionOf(ctx, note)).where(eq(table.id, id));
    const { system, table: of, oldId } = row;
    const details = { system, table: of, oldId, note };
    await recordAudit(tx, ctx, { action: "quarantine.dismiss", subject: { type: "quarantined_row", id }, details });
    return describeQuarantined(ctx, await readQuarantined(tx, id));
  });
}

/** Leaves all waiting rows of a system, a table or a reason out. Throws `CROSSING_NOT_FOUND`. */
export async function dismissAllQuarantined(ctx: Ctx, { note, ...filter }: DismissAllQuarantinedInput): Promise<RowCount> {
  requireManager(ctx);
  const { system } = findEngine(ctx, filter.system).rules;
  return ctx.db.transaction(async (tx) => {
    const { quarantinedRow: table } = tx.tables;
    const waiting = waitingRows(tx.tables, filter);
    const count = await tx.$count(table, waiting);
    if (count === 0) return { count };
    await tx.update(table).set(decisionOf(ctx, note)).where(waiting);
    const details = { table: filter.table ?? null, reason: filter.reason ?? null, note, rows: count };
    await recordAudit(tx, ctx, { action: "quarantine.dismiss-all", subject: { type: "old_system", id: system }, details });
    return { count };
  });
}
