import type { ChecklistItem } from "@causeway/contract";

export interface PlacedItem<TItem> {
  item: TItem;
  /** 0 for an item that belongs to no other. */
  depth: number;
}

/** Each item after the one it belongs to; items whose parent is not among them stand at the top. None is lost, whatever the parents say. */
export function listInOrder<TItem extends Pick<ChecklistItem, "id" | "parentItemId">>(
  items: readonly TItem[],
): PlacedItem<TItem>[] {
  const ids = new Set(items.map(({ id }) => id));
  const children = Map.groupBy(items, ({ parentItemId }) => (parentItemId !== null && ids.has(parentItemId) ? parentItemId : null));
  const placed = new Map<string, PlacedItem<TItem>>();
  const place = (item: TItem, depth: number) => {
    if (placed.has(item.id)) return;
    placed.set(item.id, { item, depth });
    for (const child of children.get(item.id) ?? []) place(child, depth + 1);
  };
  for (const item of children.get(null) ?? []) place(item, 0);
  // Items that are each other's parents are reached from nowhere.
  for (const item of items) place(item, 0);
  return [...placed.values()];
}
