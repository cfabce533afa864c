import { AppError, type ContactImport, type FixImportRowInput, type ImportRowCommand } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { readCustomerRow } from "../customer-row.ts";
import { getAccessibleImport, importTopic } from "./internal.ts";
import { saveCustomers } from "./take-rows.ts";

/** Closes an open refusal of a list that has been read. Throws `IMPORT_NOT_DONE`, `IMPORT_ROW_NOT_FOUND`. */
async function resolveRow(tx: Db, ctx: Ctx, { id, row }: ImportRowCommand): Promise<ContactImport> {
  const found = await getAccessibleImport(tx, ctx, id, "contact:write-any");
  if (found.state === "reading") {
    throw new AppError({ code: "CONFLICT", reason: "IMPORT_NOT_DONE", message: "The list is still being read." });
  }
  const { contactImportError: refusal } = tx.tables;
  const [resolved] = await tx
    .update(refusal)
    .set({ resolvedAt: ctx.clock() })
    .where(and(eq(refusal.importId, id), eq(refusal.row, row), isNull(refusal.resolvedAt)))
    .returning({ row: refusal.row });
  if (resolved) return found;
  throw new AppError({ code: "NOT_FOUND", reason: "IMPORT_ROW_NOT_FOUND", message: `Row ${row} has nothing left to correct.` });
}

/** Takes a refused row as it should have been. Throws `IMPORT_ROW_REFUSED`, whose `details` say why, if it still is not right. */
export async function fixImportRow(ctx: Ctx, { id, row, cells, country }: FixImportRowInput): Promise<ContactImport> {
  requirePermission(ctx, "contact:write");
  const { customer, refusal } = readCustomerRow(cells, { country });
  const fixed = await ctx.db.transaction(async (tx) => {
    const { restaurantId } = await resolveRow(tx, ctx, { id, row });
    if (refusal) {
      throw new AppError({
        code: "BAD_REQUEST",
        reason: "IMPORT_ROW_REFUSED",
        message: `${refusal.message}.`,
        details: { refusal: refusal.reason },
      });
    }
    await saveCustomers(tx, ctx, { importId: id, restaurantId, country }, [customer]);
    const { contactImport } = tx.tables;
    await tx
      .update(contactImport)
      .set({ accepted: sql`${contactImport.accepted} + 1`, refused: sql`${contactImport.refused} - 1` })
      .where(eq(contactImport.id, id));
    await recordAudit(tx, ctx, { action: "contact.fix-row", subject: { type: "contact-import", id }, details: { row } });
    return getAccessibleImport(tx, ctx, id, "contact:write-any");
  });
  ctx.events.publish(importTopic(id));
  return fixed;
}

/** Leaves a refused row out for good. */
export async function dismissImportRow(ctx: Ctx, input: ImportRowCommand): Promise<ContactImport> {
  requirePermission(ctx, "contact:write");
  const { id, row } = input;
  const dismissed = await ctx.db.transaction(async (tx) => {
    await resolveRow(tx, ctx, input);
    await recordAudit(tx, ctx, { action: "contact.dismiss-row", subject: { type: "contact-import", id }, details: { row } });
    return getAccessibleImport(tx, ctx, id, "contact:write-any");
  });
  ctx.events.publish(importTopic(id));
  return dismissed;
}
