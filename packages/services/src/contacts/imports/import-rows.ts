import type { ContactImport, ImportRowsInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import { getAccessibleRestaurant } from "../../restaurants/internal.ts";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { addImport } from "./add-import.ts";
import { getAccessibleImport } from "./internal.ts";
import { takeRows } from "./take-rows.ts";

const BATCH = 500;

/** Reads a list that comes row by row, all or nothing. Throws `RESTAURANT_NOT_FOUND`, `IMPORT_ID_TAKEN`. */
export async function importRows(ctx: Ctx, input: ImportRowsInput): Promise<ContactImport> {
  requirePermission(ctx, "contact:write");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "contact:write-any");
  return ctx.db.transaction(async (tx) => {
    const { importId, isNew } = await addImport(tx, ctx, { ...input, fileId: null, request: input });
    if (!isNew) return getAccessibleImport(tx, ctx, importId, "contact:write-any");
    const target = { importId, restaurantId, country: input.country };
    const rows = input.rows.map((cells, at) => ({ row: at + 1, cells }));
    const counts = { rows: rows.length, accepted: 0, refused: 0 };
    for (let at = 0; at < rows.length; at += BATCH) {
      const taken = await takeRows(tx, ctx, target, rows.slice(at, at + BATCH));
      counts.accepted += taken.accepted;
      counts.refused += taken.refused;
    }
    const { contactImport } = tx.tables;
    await tx
      .update(contactImport)
      .set({ ...counts, state: "done", finishedAt: ctx.clock() })
      .where(eq(contactImport.id, importId));
    await recordAudit(tx, ctx, { action: "contact.import", subject: { type: "contact-import", id: importId }, details: counts });
    return getAccessibleImport(tx, ctx, importId, "contact:write-any");
  });
}
