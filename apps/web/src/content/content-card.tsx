import type { ContentCategory, ContentItem } from "@causeway/contract";
import { Archive, Ellipsis, Pencil, Plus } from "lucide-react";
import { listInOrder } from "../checklists/list-in-order.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { SortableList } from "../ui/sortable-list.tsx";

export interface ContentCardProps {
  category: ContentCategory;
  onEdit: () => void;
  onAdd: () => void;
  onArchive: () => void;
  onEditItem: (item: ContentItem) => void;
  onArchiveItem: (item: ContentItem) => void;
  onReorder: (ids: string[]) => void;
}

/** One category with its items, all of which can be moved, changed and taken away. */
export function ContentCard({ category, onEdit, onAdd, onArchive, onEditItem, onArchiveItem, onReorder }: ContentCardProps) {
  const rows = listInOrder(category.items.filter(({ archivedAt }) => archivedAt === null)).map(({ item, depth }) => ({
    ...item,
    depth,
  }));
  return (
    <section aria-label={category.name} className="py-1.5 pr-2.5">
      <header className="flex items-start gap-2 py-1">
        <div className="min-w-0 flex-1 py-1.5">
          <h3 className="text-lg">{category.name}</h3>
          {category.description && <p className="text-muted text-sm break-words">{category.description}</p>}
        </div>
        <Actions name={category.name} onEdit={onEdit} onArchive={onArchive} />
      </header>
      <SortableList
        label={`Items of ${category.name}`}
        items={rows}
        nameOf={({ title }) => title}
        onReorder={onReorder}
        className="divide-line border-line divide-y overflow-clip rounded-lg border"
      >
        {(item) => (
          <div className="flex items-start gap-2 py-1 pr-1" style={{ paddingInlineStart: `${Math.min(item.depth, 3) * 1.5}rem` }}>
            <div className="min-w-0 flex-1 py-2">
              <p className="flex flex-wrap items-center gap-x-2.5">
                <span className="min-w-0 break-words">{item.title}</span>
                {item.isCritical && <Badge tone="mark">Critical</Badge>}
              </p>
              {item.description && <p className="text-muted line-clamp-2 text-sm break-words">{item.description}</p>}
            </div>
            <Actions name={item.title} onEdit={() => onEditItem(item)} onArchive={() => onArchiveItem(item)} />
          </div>
        )}
      </SortableList>
      <Button variant="quiet" size="small" className="mt-1.5" onClick={onAdd}>
        <Plus aria-hidden className="size-4" />
        Add an item
      </Button>
    </section>
  );
}

function Actions({ name, onEdit, onArchive }: { name: string; onEdit: () => void; onArchive: () => void }) {
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`More about ${name}`}
          className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 shrink-0 place-items-center rounded-lg"
        >
          <Ellipsis aria-hidden className="size-5" />
        </button>
      }
    >
      <MenuItem icon={<Pencil aria-hidden className="size-4" />} onSelect={onEdit}>
        Change
      </MenuItem>
      <MenuItem icon={<Archive aria-hidden className="size-4" />} onSelect={onArchive}>
        Take off the checklist
      </MenuItem>
    </Menu>
  );
}
