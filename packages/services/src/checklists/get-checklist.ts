import {
  type Checklist,
  type ChecklistCategory,
  type ChecklistProgress,
  ChecklistType,
  type GetChecklistInput,
} from "@causeway/contract";
import { and, asc, eq } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

const percentage = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((part / whole) * 100 + 0.5));

/** What is done of each type that has items. */
function checklistProgress(categories: readonly ChecklistCategory[]): ChecklistProgress[] {
  return ChecklistType.options.flatMap((type) => {
    const items = categories.filter((category) => category.type === type).flatMap((category) => category.items);
    if (items.length === 0) return [];
    const critical = items.filter((item) => item.isCritical);
    const done = (some: typeof items) => some.filter((item) => item.status === "completed").length;
    return {
      type,
      total: items.length,
      completed: done(items),
      percentage: percentage(done(items), items.length),
      criticalTotal: critical.length,
      criticalCompleted: done(critical),
      criticalPercentage: percentage(done(critical), critical.length),
    };
  });
}

/** The whole checklist in its order, with how far the restaurant is. Throws `RESTAURANT_NOT_FOUND`. */
export async function getChecklist(ctx: Ctx, input: GetChecklistInput): Promise<Checklist> {
  requirePermission(ctx, "checklist:read");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "checklist:read-any");
  const { checklistCategory: category, checklistItem: item, checklistStatus: status } = ctx.db.tables;
  const ofType = input.type && eq(category.type, input.type);
  const [categories, items] = await Promise.all([
    ctx.db
      .select({
        id: category.id,
        name: category.name,
        description: category.description,
        icon: category.icon,
        type: category.type,
        position: category.position,
      })
      .from(category)
      .where(ofType)
      .orderBy(asc(category.position), asc(category.id)),
    ctx.db
      .select({
        id: item.id,
        categoryId: category.id,
        parentItemId: item.parentItemId,
        title: item.title,
        description: item.description,
        guidanceLink: item.guidanceLink,
        position: item.position,
        isCritical: item.isCritical,
        status: status.status,
        notes: status.notes,
        statusUpdatedAt: status.updatedAt,
      })
      .from(item)
      .innerJoin(category, eq(category.id, item.categoryId))
      .leftJoin(status, and(eq(status.itemId, item.id), eq(status.restaurantId, restaurant.id)))
      .where(ofType)
      .orderBy(asc(item.position), asc(item.id)),
  ]);
  const byCategory = Map.groupBy(items, (row) => row.categoryId);
  const whole = categories.map((row) => ({ ...row, items: byCategory.get(row.id) ?? [] }));
  return { categories: whole, progress: checklistProgress(whole) };
}
