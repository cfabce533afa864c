import type {
  GoneItem,
  ItemState,
  JsonValue,
  ListOldStatesInput,
  NewOldId,
  OldReference,
  OldTable,
  SetGoneStatusInput,
} from "@causeway/contract";
import { type Db, renewOldId } from "@causeway/db";
import { type AnyColumn, and, asc, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { readStates, stateColumns } from "../checklists/states.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

const pointsTo = (column: AnyColumn, reference: OldReference) => ("id" in reference ? eq(column, reference.id) : isNull(column));

/** True where the old row named this, or where nothing had to be named. */
function isNamed(reference: OldReference, originals: Record<string, JsonValue> | null, column: string): boolean {
  return "id" in reference || JSON.stringify(originals?.[column]) === JSON.stringify(reference.names);
}

function readGone(db: Db, of: OldTable, where: ReturnType<typeof and>) {
  const { checklistStatus: status, legacyRecord: record } = db.tables;
  return db
    .select({ state: stateColumns(db), originals: record.originals })
    .from(status)
    .innerJoin(record, and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, status.id)))
    .where(where);
}

/** Everybody may ask for a restaurant that is theirs; for one that is not here, whoever may see all. */
async function allow(ctx: Ctx, reference: OldReference, permission: "checklist:read" | "checklist:write"): Promise<void> {
  requirePermission(ctx, permission);
  if ("id" in reference) await getAccessibleRestaurant(ctx, reference.id, `${permission}-any`);
  else requirePermission(ctx, `${permission}-any`);
}

/** Answers of a restaurant, in no order; also of one that no longer existed at the import, or never did. */
export async function listOldStates(ctx: Ctx, { of, column, restaurant }: ListOldStatesInput): Promise<ItemState[]> {
  await allow(ctx, restaurant, "checklist:read");
  if ("id" in restaurant) return readStates(ctx.db, restaurant.id);
  const rows = await readGone(ctx.db, of, isNull(ctx.db.tables.checklistStatus.restaurantId));
  return rows.filter(({ originals }) => isNamed(restaurant, originals, column)).map(({ state }) => state);
}

/** Items of categories that no longer existed at the import. */
export async function listGoneItems(ctx: Ctx): Promise<GoneItem[]> {
  requirePermission(ctx, "checklist:read");
  const { checklistItem: item } = ctx.db.tables;
  const { id, parentItemId, title, description, guidanceLink, position, isCritical, createdAt, archivedAt } = item;
  const rows = await ctx.db
    .select({ id, parentItemId, title, description, guidanceLink, position, isCritical, createdAt, archivedAt })
    .from(item)
    .where(and(isNull(item.categoryId), isNull(item.archivedAt)))
    .orderBy(asc(item.position), asc(item.id));
  return rows.map((row) => ({ ...row, categoryId: null }));
}

/** Stores an answer that points to nothing here, in place of an earlier one that named the same. */
export async function setGoneStatus(ctx: Ctx, input: SetGoneStatusInput): Promise<NewOldId> {
  const { of, columns, restaurant, item, status, notes } = input;
  await allow(ctx, restaurant, "checklist:write");
  const set = { status, notes, updatedAt: ctx.clock() };
  return ctx.db.transaction(async (tx) => {
    const { checklistStatus: table, legacyRecord: record } = tx.tables;
    const rows = await readGone(tx, of, and(pointsTo(table.restaurantId, restaurant), pointsTo(table.itemId, item)));
    const earlier = rows.find(
      ({ originals }) => isNamed(restaurant, originals, columns.restaurant) && isNamed(item, originals, columns.item),
    );
    const [row] = earlier
      ? await tx.update(table).set(set).where(eq(table.id, earlier.state.id)).returning({ id: table.id })
      : await tx
          .insert(table)
          .values({ restaurantId: idOf(restaurant), itemId: idOf(item), ...set })
          .returning({ id: table.id });
    if (!row) throw new Error("The status was not stored.");
    const oldId = await renewOldId(tx, of, row.id);
    const originals = { ...namedAs(restaurant, columns.restaurant), ...namedAs(item, columns.item) };
    const isRecord = and(eq(record.system, of.system), eq(record.kind, of.kind), eq(record.newId, row.id));
    if (!earlier) await tx.update(record).set({ originals }).where(isRecord);
    await recordAudit(tx, ctx, {
      action: "checklist.set-status",
      subject: { type: "checklist-status", id: row.id },
      details: { system: of.system, status, pointsNowhere: true },
    });
    return { oldId };
  });
}

const idOf = (reference: OldReference) => ("id" in reference ? reference.id : null);
const namedAs = (reference: OldReference, column: string): Record<string, JsonValue> =>
  "id" in reference ? {} : { [column]: reference.names };
