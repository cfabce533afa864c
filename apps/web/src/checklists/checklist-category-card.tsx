import type { ChecklistCategory, ChecklistItem } from "@causeway/contract";
import { Card } from "../ui/card.tsx";
import { ChecklistRow } from "./checklist-row.tsx";
import { listInOrder } from "./list-in-order.ts";
import type { ItemChange } from "./use-checklist.ts";

export interface ChecklistCategoryCardProps {
  restaurantId: string;
  category: ChecklistCategory;
  onChange: (item: ChecklistItem, change: ItemChange) => void;
}

export function ChecklistCategoryCard({ restaurantId, category, onChange }: ChecklistCategoryCardProps) {
  const done = category.items.filter(({ status }) => status === "completed").length;
  return (
    <Card title={category.name} aside={`${done} of ${category.items.length}`} className="mb-5 break-inside-avoid">
      {category.description && <p className="text-muted -mt-1 px-5 pb-3">{category.description}</p>}
      <ul className="divide-line border-line divide-y border-t">
        {listInOrder(category.items).map(({ item, depth }) => (
          <ChecklistRow
            key={item.id}
            restaurantId={restaurantId}
            item={item}
            depth={depth}
            onChange={(change) => onChange(item, change)}
          />
        ))}
      </ul>
    </Card>
  );
}
