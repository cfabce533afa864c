import type { Checklist, ChecklistItem } from "@causeway/contract";
import { useParams } from "@tanstack/react-router";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ChecklistCategoryCard } from "./checklist-category-card.tsx";
import { ChecklistProgressCard } from "./checklist-progress-card.tsx";
import { CHECKLIST_TYPES } from "./checklist-types.ts";
import { LiveSign } from "./live-sign.tsx";
import { type ItemChange, useChecklist } from "./use-checklist.ts";

export function ChecklistPage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId/checklist" });
  const { checklist, error, isFetching, refetch, isLive, setItem } = useChecklist(restaurantId);
  return (
    <Page
      title="Checklist"
      description="How well the restaurant is set up to be found, liked and remembered."
      actions={checklist && <LiveSign isLive={isLive} />}
    >
      {checklist && <Types restaurantId={restaurantId} checklist={checklist} onChange={setItem} />}
      {!checklist && (
        <div className="border-line bg-surface rounded-xl border">
          {error ? (
            <ErrorState error={error} what="the checklist" isRetrying={isFetching} onRetry={refetch} />
          ) : (
            <SkeletonRows what="the checklist" rows={6} />
          )}
        </div>
      )}
    </Page>
  );
}

interface TypesProps {
  restaurantId: string;
  checklist: Checklist;
  onChange: (item: ChecklistItem, change: ItemChange) => void;
}

function Types({ restaurantId, checklist: { categories, progress }, onChange }: TypesProps) {
  if (progress.length === 0)
    return (
      <div className="border-line bg-surface rounded-xl border">
        <EmptyState title="The checklist is empty">Nobody has put anything on it yet.</EmptyState>
      </div>
    );
  return (
    <div className="space-y-12">
      {progress.map((counts) => {
        const { title, description } = CHECKLIST_TYPES[counts.type];
        return (
          <section key={counts.type} aria-labelledby={counts.type}>
            <ChecklistProgressCard id={counts.type} title={title} description={description} progress={counts} />
            <div className="mt-5 gap-5 lg:columns-2">
              {categories
                .filter(({ type, items }) => type === counts.type && items.length > 0)
                .map((category) => (
                  <ChecklistCategoryCard key={category.id} restaurantId={restaurantId} category={category} onChange={onChange} />
                ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}
