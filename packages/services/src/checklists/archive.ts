import type { ArchiveInput } from "@causeway/contract";
import { eq, inArray } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC } from "./content.ts";
import { getCategory, getItem, partsOf } from "./edit-internal.ts";

/**
 * Takes a category, or an item with its parts, off the checklist, or puts it back. Answers and history are kept. Throws
 * `CHECKLIST_CATEGORY_NOT_FOUND`, `CHECKLIST_ITEM_NOT_FOUND`.
 */
export async function setArchived(ctx: Ctx, { kind, id, isArchived }: ArchiveInput): Promise<void> {
  requirePermission(ctx, "checklist:edit");
  await ctx.db.transaction(async (tx) => {
    const { checklistCategory, checklistItem } = tx.tables;
    const before = kind === "category" ? await getCategory(tx, id) : await getItem(tx, id);
    if ((before.archivedAt !== null) === isArchived) return;
    const set = { archivedAt: isArchived ? ctx.clock() : null };
    if ("categoryId" in before) {
      const { items } = await getCategory(tx, before.categoryId);
      // Those that were archived with it come back with it; those archived before or after stay where they are.
      const parts = partsOf(items, id).filter((part) => part.archivedAt?.getTime() === before.archivedAt?.getTime());
      const ids = [id, ...parts.map((part) => part.id)];
      await tx.update(checklistItem).set(set).where(inArray(checklistItem.id, ids));
    } else {
      await tx.update(checklistCategory).set(set).where(eq(checklistCategory.id, id));
    }
    const subject = { type: `checklist-${kind}`, id };
    await recordAudit(tx, ctx, { action: `checklist-${kind}.${isArchived ? "archive" : "restore"}`, subject });
  });
  ctx.events.publish(CONTENT_TOPIC);
}
