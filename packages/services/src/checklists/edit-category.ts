import type { ContentCategory, CreateCategoryInput, UpdateCategoryInput } from "@causeway/contract";
import { eq, max } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC } from "./content.ts";
import { getCategory } from "./edit-internal.ts";

/** Puts a category at the end of the checklist. */
export async function createCategory(ctx: Ctx, input: CreateCategoryInput): Promise<ContentCategory> {
  requirePermission(ctx, "checklist:edit");
  const created = await ctx.db.transaction(async (tx) => {
    const { checklistCategory: table } = tx.tables;
    const [last] = await tx.select({ position: max(table.position) }).from(table);
    const [row] = await tx
      .insert(table)
      .values({ ...input, position: (last?.position ?? 0) + 1, createdAt: ctx.clock() })
      .returning({ id: table.id });
    if (!row) throw new Error("The category was not stored.");
    await recordAudit(tx, ctx, { action: "checklist-category.create", subject: { type: "checklist-category", id: row.id } });
    return getCategory(tx, row.id);
  });
  ctx.events.publish(CONTENT_TOPIC);
  return created;
}

/** Changes a category's texts or type. Throws `CHECKLIST_CATEGORY_NOT_FOUND`. */
export async function updateCategory(ctx: Ctx, input: UpdateCategoryInput): Promise<ContentCategory> {
  requirePermission(ctx, "checklist:edit");
  const { id, name, description, icon, type } = input;
  const updated = await ctx.db.transaction(async (tx) => {
    const before = await getCategory(tx, id);
    const set = {
      name: name ?? before.name,
      description: description === undefined ? before.description : description,
      icon: icon === undefined ? before.icon : icon,
      type: type ?? before.type,
    };
    await tx.update(tx.tables.checklistCategory).set(set).where(eq(tx.tables.checklistCategory.id, id));
    await recordAudit(tx, ctx, { action: "checklist-category.update", subject: { type: "checklist-category", id } });
    return { ...before, ...set };
  });
  ctx.events.publish(CONTENT_TOPIC);
  return updated;
}
