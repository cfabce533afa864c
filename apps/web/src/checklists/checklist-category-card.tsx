import type { ChecklistCategory, ChecklistItem } from "@causeway/contract";
import { Card } from "../ui/card.tsx";
import { ChecklistRow } from "./checklist-row.tsx";

/** Each item after the one it belongs to, with how deep it stands; items whose parent is missing stand at the top. */
function inOrder(items: readonly ChecklistItem[]): { item: ChecklistItem; depth: number }[] {
  const ids = new Set(items.map(({ id }) => id));
  const children = Map.groupBy(items, ({ id, parentItemId }) =>
    parentItemId !== null && parentItemId !== id && ids.has(parentItemId) ? parentItemId : null,
  );
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number): { item: ChecklistItem; depth: number }[] =>
    (children.get(parent) ?? []).flatMap((item) => {
      if (seen.has(item.id)) return [];
      seen.add(item.id);
      return [{ item, depth }, ...walk(item.id, depth + 1)];
    });
  const rows = walk(null, 0);
  // Items that are each other's parents are reached from nowhere.
  return [...rows, ...items.filter(({ id }) => !seen.has(id)).map((item) => ({ item, depth: 0 }))];
}

export function ChecklistCategoryCard({ category }: { category: ChecklistCategory }) {
  const done = category.items.filter(({ status }) => status === "completed").length;
  return (
    <Card title={category.name} aside={`${done} of ${category.items.length}`} className="mb-5 break-inside-avoid">
      {category.description && <p className="text-muted -mt-1 px-5 pb-3">{category.description}</p>}
      <ul className="divide-line border-line divide-y border-t">
        {inOrder(category.items).map(({ item, depth }) => (
          <ChecklistRow key={item.id} item={item} depth={depth} />
        ))}
      </ul>
    </Card>
  );
}
