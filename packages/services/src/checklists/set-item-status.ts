import { AppError, type ItemState, type SetItemStatusInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { rememberChange } from "./history.ts";
import { stateColumns, statesTopic } from "./states.ts";

/** Throws unless the item, and its category, are on the checklist. */
async function requireItem(tx: Db, id: string): Promise<void> {
  const { checklistItem: item, checklistCategory: category } = tx.tables;
  const [row] = await tx
    .select({ item: item.archivedAt, category: category.archivedAt })
    .from(item)
    .innerJoin(category, eq(category.id, item.categoryId))
    .where(eq(item.id, id));
  if (row?.item === null && row.category === null) return;
  throw new AppError({ code: "NOT_FOUND", reason: "CHECKLIST_ITEM_NOT_FOUND", message: "This is not on the checklist." });
}

/**
 * Says how far a restaurant is with an item; what was said before stays in the history. Throws `RESTAURANT_NOT_FOUND` and
 * `CHECKLIST_ITEM_NOT_FOUND`.
 */
export async function setItemStatus(ctx: Ctx, input: SetItemStatusInput): Promise<ItemState> {
  requirePermission(ctx, "checklist:write");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "checklist:write-any");
  const { itemId, status } = input;
  const state = await ctx.db.transaction(async (tx) => {
    await requireItem(tx, itemId);
    const { checklistStatus: table } = tx.tables;
    const [before] = await tx
      .select(stateColumns(tx))
      .from(table)
      .where(and(eq(table.restaurantId, restaurant.id), eq(table.itemId, itemId)));
    const notes = input.notes === undefined ? (before?.notes ?? null) : input.notes;
    const set = { status, notes, updatedAt: ctx.clock() };
    const [after] = before
      ? await tx.update(table).set(set).where(eq(table.id, before.id)).returning(stateColumns(tx))
      : await tx
          .insert(table)
          .values({ restaurantId: restaurant.id, itemId, ...set })
          .returning(stateColumns(tx));
    if (!after) throw new Error("The status was not stored.");
    if (before?.status === status && before.notes === notes) return after;
    await rememberChange(tx, ctx, { before, restaurantId: restaurant.id, itemId, ...set });
    await recordAudit(tx, ctx, {
      action: "checklist.set-status",
      subject: { type: "restaurant", id: restaurant.id },
      details: { itemId, status, from: before?.status ?? null, hasNotes: notes !== null },
    });
    return after;
  });
  ctx.events.publish(statesTopic(restaurant.id));
  return state;
}
