import type { ContentCategory } from "@causeway/contract";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import type { Content } from "./use-content.ts";

interface Archived {
  kind: "category" | "item";
  id: string;
  name: string;
  /** What it belonged to, or what went with it. */
  of: string;
}

function archivedOf(category: ContentCategory): Archived[] {
  const { id, name, items, archivedAt } = category;
  if (archivedAt !== null) return [{ kind: "category", id, name, of: `${items.length} items` }];
  return items
    .filter((item) => item.archivedAt !== null)
    .map((item) => ({ kind: "item", id: item.id, name: item.title, of: name }));
}

/** What was taken off the checklist, and the way back. */
export function ArchiveList({ categories, onRestore }: { categories: readonly ContentCategory[]; onRestore: Content["restore"] }) {
  const archived = categories.flatMap(archivedOf);
  if (archived.length === 0) return null;
  return (
    <Card title="Taken off" aside="What restaurants wrote is kept" className="mt-10">
      <ul className="divide-line border-line divide-y border-t">
        {archived.map(({ kind, id, name, of }) => (
          <li key={id} className="flex items-center gap-4 px-5 py-3">
            <p className="min-w-0 flex-1 break-words">
              {name} <span className="text-muted text-sm">{of}</span>
            </p>
            <Button variant="secondary" size="small" onClick={() => onRestore({ kind, id })}>
              Put back<span className="sr-only"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
