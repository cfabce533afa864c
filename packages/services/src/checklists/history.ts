import type { ChecklistChange, ChecklistHistoryInput, ItemState, ItemStatus, Page } from "@causeway/contract";
import { type Db, paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx, Principal } from "../runtime/context.ts";

interface Change {
  /** What it was before, if it was anything. */
  before: ItemState | undefined;
  restaurantId: string;
  itemId: string;
  status: ItemStatus;
  notes: string | null;
  updatedAt: Date;
}

/** The person at the keyboard, also while acting for somebody else. */
function personOf(principal: Principal): string | null {
  return principal.kind === "user" ? (principal.impersonatorUserId ?? principal.userId) : null;
}

/** Adds what was set to the history; also what it replaced, where that came with an import and is not there yet. */
export async function rememberChange(tx: Db, ctx: Ctx, change: Change): Promise<void> {
  const { checklistChange: table } = tx.tables;
  const { before, restaurantId, itemId, status, notes, updatedAt } = change;
  const ofItem = { restaurantId, itemId };
  if (before) {
    const isKnown = await tx.$count(table, and(eq(table.restaurantId, restaurantId), eq(table.itemId, itemId)));
    const was = { ...ofItem, status: before.status, notes: before.notes, at: before.updatedAt, actorUserId: null };
    if (isKnown === 0) await tx.insert(table).values(was);
  }
  await tx.insert(table).values({ ...ofItem, status, notes, at: updatedAt, actorUserId: personOf(ctx.principal) });
}

/** What a restaurant has said about its items over time, newest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listChecklistHistory(ctx: Ctx, input: ChecklistHistoryInput): Promise<Page<ChecklistChange>> {
  requirePermission(ctx, "checklist:read");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "checklist:read-any");
  const { checklistChange: change, checklistItem: item, user } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<ChecklistChange>({
    keys: [
      { column: change.at, order: "desc", value: (row) => row.at },
      { column: change.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select({
      id: change.id,
      itemId: change.itemId,
      title: item.title,
      status: change.status,
      notes: change.notes,
      at: change.at,
      actorUserId: change.actorUserId,
      email: user.email,
    })
    .from(change)
    .innerJoin(item, eq(item.id, change.itemId))
    .leftJoin(user, eq(user.id, change.actorUserId))
    .where(and(eq(change.restaurantId, restaurant.id), input.itemId ? eq(change.itemId, input.itemId) : undefined, where))
    .orderBy(...orderBy)
    .limit(limit);
  return page(
    rows.map(({ actorUserId: userId, email, ...row }) => ({ ...row, actor: userId === null ? null : { userId, email } })),
  );
}
