import { AppError, type ReorderInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC, readContent } from "./content.ts";
import { getCategory } from "./edit-internal.ts";

/** Throws unless `ids` are all of `current`, each once: otherwise somebody else has added or archived something since. */
function requireWhole(ids: readonly string[], current: readonly { id: string }[]): void {
  const wanted = new Set(ids);
  const isWhole = wanted.size === ids.length && ids.length === current.length && current.every(({ id }) => wanted.has(id));
  if (isWhole) return;
  throw new AppError({
    code: "CONFLICT",
    reason: "CHECKLIST_ORDER_STALE",
    message: "The checklist has changed in the meantime. Reload it and try again.",
  });
}

/** Puts categories, or the items of one, into this order. Throws `CHECKLIST_ORDER_STALE`, `CHECKLIST_CATEGORY_NOT_FOUND`. */
export async function reorderChecklist(ctx: Ctx, input: ReorderInput): Promise<void> {
  requirePermission(ctx, "checklist:edit");
  await ctx.db.transaction(async (tx) => {
    const { checklistCategory, checklistItem } = tx.tables;
    const isCategories = input.of === "categories";
    const [table, current] = isCategories
      ? [checklistCategory, await readContent(tx)]
      : [checklistItem, (await getCategory(tx, input.categoryId)).items.filter(({ archivedAt }) => archivedAt === null)];
    requireWhole(input.ids, current);
    const positions = new Map(current.map(({ id, position }) => [id, position]));
    for (const [at, id] of input.ids.entries()) {
      if (positions.get(id) === at + 1) continue;
      await tx
        .update(table)
        .set({ position: at + 1 })
        .where(eq(table.id, id));
    }
    await recordAudit(tx, ctx, {
      action: isCategories ? "checklist.reorder" : "checklist-category.reorder",
      ...(isCategories ? {} : { subject: { type: "checklist-category", id: input.categoryId } }),
      details: { count: input.ids.length },
    });
  });
  ctx.events.publish(CONTENT_TOPIC);
}
