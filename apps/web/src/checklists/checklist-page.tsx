import type { Checklist, ChecklistType } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ChecklistCategoryCard } from "./checklist-category-card.tsx";
import { ChecklistProgressCard } from "./checklist-progress-card.tsx";
import { checklistQuery } from "./queries.ts";

const TYPES: Record<ChecklistType, { title: string; description: string }> = {
  foundational: { title: "Foundation", description: "To be done once, before anything else pays off." },
  ongoing: { title: "Ongoing", description: "To be done again and again, so that it keeps paying off." },
};

export function ChecklistPage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId/checklist" });
  const { data, error, isFetching, refetch } = useQuery(checklistQuery(restaurantId));
  return (
    <Page title="Checklist" description="How well the restaurant is set up to be found, liked and remembered.">
      {data && <Types checklist={data} />}
      {!data && (
        <div className="border-line bg-surface rounded-xl border">
          {error ? (
            <ErrorState error={error} what="the checklist" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the checklist" rows={6} />
          )}
        </div>
      )}
    </Page>
  );
}

function Types({ checklist: { categories, progress } }: { checklist: Checklist }) {
  if (progress.length === 0)
    return (
      <div className="border-line bg-surface rounded-xl border">
        <EmptyState title="The checklist is empty">Nobody has put anything on it yet.</EmptyState>
      </div>
    );
  return (
    <div className="space-y-12">
      {progress.map((counts) => {
        const { title, description } = TYPES[counts.type];
        return (
          <section key={counts.type} aria-labelledby={counts.type}>
            <ChecklistProgressCard id={counts.type} title={title} description={description} progress={counts} />
            <div className="mt-5 gap-5 lg:columns-2">
              {categories
                .filter(({ type, items }) => type === counts.type && items.length > 0)
                .map((category) => (
                  <ChecklistCategoryCard key={category.id} category={category} />
                ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}
