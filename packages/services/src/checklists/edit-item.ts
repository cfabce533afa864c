import { AppError, type ContentItem, type CreateItemInput, type UpdateItemInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq, max } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC } from "./content.ts";
import { getCategory, getItem, partsOf } from "./edit-internal.ts";

function refuseParent(message: string): AppError {
  return new AppError({ code: "CONFLICT", reason: "CHECKLIST_PARENT_REFUSED", message });
}

async function nextPosition(tx: Db, categoryId: string): Promise<number> {
  const { checklistItem: table } = tx.tables;
  const [last] = await tx
    .select({ position: max(table.position) })
    .from(table)
    .where(eq(table.categoryId, categoryId));
  return (last?.position ?? 0) + 1;
}

/** Throws unless the parent is in this category. */
async function requireParent(tx: Db, parentItemId: string | null, categoryId: string): Promise<void> {
  if (parentItemId === null) return;
  const parent = await getItem(tx, parentItemId);
  if (parent.categoryId !== categoryId) throw refuseParent("An item can only be a part of an item in the same category.");
}

/** Puts an item at the end of a category. Throws `CHECKLIST_CATEGORY_NOT_FOUND`, `CHECKLIST_PARENT_REFUSED`. */
export async function createItem(ctx: Ctx, input: CreateItemInput): Promise<ContentItem> {
  requirePermission(ctx, "checklist:edit");
  const created = await ctx.db.transaction(async (tx) => {
    const { id: categoryId } = await getCategory(tx, input.categoryId);
    await requireParent(tx, input.parentItemId, categoryId);
    const [row] = await tx
      .insert(tx.tables.checklistItem)
      .values({ ...input, position: await nextPosition(tx, categoryId), createdAt: ctx.clock() })
      .returning({ id: tx.tables.checklistItem.id });
    if (!row) throw new Error("The item was not stored.");
    await recordAudit(tx, ctx, { action: "checklist-item.create", subject: { type: "checklist-item", id: row.id } });
    return getItem(tx, row.id);
  });
  ctx.events.publish(CONTENT_TOPIC);
  return created;
}

/** Where an item and its parts belong after a change. */
async function place(tx: Db, before: ContentItem, input: UpdateItemInput) {
  const { categoryId = before.categoryId } = input;
  const isMoved = categoryId !== before.categoryId;
  const { items } = await getCategory(tx, before.categoryId);
  const parts = partsOf(items, before.id);
  if (isMoved) await getCategory(tx, categoryId);
  const parentItemId = input.parentItemId === undefined ? (isMoved ? null : before.parentItemId) : input.parentItemId;
  if (parentItemId === before.id || parts.some(({ id }) => id === parentItemId))
    throw refuseParent("An item cannot be a part of itself.");
  // An imported parent that breaks the rule may stay until somebody changes it.
  if (isMoved || parentItemId !== before.parentItemId) await requireParent(tx, parentItemId, categoryId);
  return { categoryId, parentItemId, partIds: isMoved ? parts.map(({ id }) => id) : [], isMoved };
}

/**
 * Changes an item's texts, whether it is critical, and where it belongs. Throws `CHECKLIST_ITEM_NOT_FOUND`,
 * `CHECKLIST_CATEGORY_NOT_FOUND`, `CHECKLIST_PARENT_REFUSED`.
 */
export async function updateItem(ctx: Ctx, input: UpdateItemInput): Promise<ContentItem> {
  requirePermission(ctx, "checklist:edit");
  const { id } = input;
  const updated = await ctx.db.transaction(async (tx) => {
    const { checklistItem: table } = tx.tables;
    const before = await getItem(tx, id);
    const { categoryId, parentItemId, partIds, isMoved } = await place(tx, before, input);
    const position = isMoved ? await nextPosition(tx, categoryId) : before.position;
    const set = {
      categoryId,
      parentItemId,
      position,
      title: input.title ?? before.title,
      description: input.description === undefined ? before.description : input.description,
      guidanceLink: input.guidanceLink === undefined ? before.guidanceLink : input.guidanceLink,
      isCritical: input.isCritical ?? before.isCritical,
    };
    await tx.update(table).set(set).where(eq(table.id, id));
    for (const [at, partId] of partIds.entries()) {
      await tx
        .update(table)
        .set({ categoryId, position: position + 1 + at })
        .where(eq(table.id, partId));
    }
    await recordAudit(tx, ctx, {
      action: "checklist-item.update",
      subject: { type: "checklist-item", id },
      details: isMoved ? { fromCategoryId: before.categoryId, toCategoryId: categoryId } : {},
    });
    return { ...before, ...set };
  });
  ctx.events.publish(CONTENT_TOPIC);
  return updated;
}
