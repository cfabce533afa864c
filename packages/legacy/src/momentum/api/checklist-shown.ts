import type { ContentCategory, ItemState } from "@causeway/contract";
import { encodeOldRow, type OldRecord, type OldRow, toOldRows } from "@causeway/migrate";
import { checklistCategories } from "../data/checklist-categories.ts";
import { checklistItems } from "../data/checklist-items.ts";
import { restaurantChecklistStatus } from "../data/restaurant-checklist-status.ts";
import { restaurants } from "../data/restaurants.ts";
import type { MomentumTools } from "../tools.ts";
import { oldOrder } from "./order.ts";

type Ids = Pick<MomentumTools, "ids">;

/** A category and its items as the old database had them. */
export interface ShownCategory {
  row: OldRow;
  items: { id: string; row: OldRow }[];
}

/** The checklist in the order in which the old server gave it. */
export async function showContent({ ids }: Ids, content: readonly ContentCategory[]): Promise<ShownCategory[]> {
  const items = content.flatMap((category) => category.items);
  const [categoryRows, itemRows] = await Promise.all([
    toOldRows({ ids, mapping: checklistCategories, rows: content }),
    toOldRows({ ids, mapping: checklistItems, rows: items }),
  ]);
  const rowOf = new Map(items.map(({ id }, at) => [id, itemRows[at]]));
  const shown = content.flatMap((category, at): ShownCategory[] => {
    const row = categoryRows[at];
    const own = category.items.flatMap(({ id }) => {
      const item = rowOf.get(id);
      return item ? [{ id, row: item }] : [];
    });
    return row ? [{ row, items: own.toSorted((left, right) => byPosition(left.row, right.row)) }] : [];
  });
  return shown.toSorted((left, right) => byPlace(left.row, right.row));
}

const byPlace = oldOrder({ column: "order_in_list", order: "asc", id: "category_id" });
const byPosition = oldOrder({ column: "order_in_category", order: "asc", id: "item_id" });

/** Answers as the old database had them, by the new ids of their items. */
export async function showStates({ ids }: Ids, states: readonly ItemState[]): Promise<ReadonlyMap<string | null, OldRow>> {
  const stateIds = states.map(({ id }) => id);
  const references = (of: "restaurantId" | "itemId") => [...new Set(states.flatMap((state) => state[of] ?? []))];
  const [records, renewed, shops, items] = await Promise.all([
    ids.records(restaurantChecklistStatus.kind, stateIds),
    ids.renewed(restaurantChecklistStatus.kind, stateIds),
    ids.records(restaurants.kind, references("restaurantId")),
    ids.records(checklistItems.kind, references("itemId")),
  ]);
  const resolveOldId = (_: string, newId: string) => (shops.get(newId) ?? items.get(newId))?.oldId ?? null;
  return new Map(
    states.flatMap((state): [string | null, OldRow][] => {
      const record = latest(records.get(state.id), renewed.get(state.id));
      const row = { ...state };
      return record ? [[state.itemId, encodeOldRow({ mapping: restaurantChecklistStatus, row, record, resolveOldId })]] : [];
    }),
  );
}

/** Of a row that was replaced over the old API, nothing of before is left but what it points to. */
function latest(first: OldRecord | undefined, renewed: OldRecord | undefined): OldRecord | undefined {
  if (!renewed) return first;
  const kept = Object.entries(first?.originals ?? {}).filter(([column]) => column === "restaurant_id" || column === "item_id");
  return { oldId: renewed.oldId, originals: Object.fromEntries(kept) };
}
