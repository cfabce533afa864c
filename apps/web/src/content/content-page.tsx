import { ChecklistType, type ContentCategory, type ContentItem } from "@causeway/contract";
import { Plus } from "lucide-react";
import { useState } from "react";
import { CHECKLIST_TYPES } from "../checklists/checklist-types.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { SortableList } from "../ui/sortable-list.tsx";
import { ArchiveList } from "./archive-list.tsx";
import { CategoryDialog } from "./category-dialog.tsx";
import { ContentCard } from "./content-card.tsx";
import { ItemDialog } from "./item-dialog.tsx";
import { useContent } from "./use-content.ts";

type Open = { kind: "category"; category?: ContentCategory } | { kind: "item"; category: ContentCategory; item?: ContentItem };

/** Where the checklist of all restaurants is written. */
export function ContentPage() {
  const content = useContent();
  const [open, setOpen] = useState<Open | null>(null);
  const categories = content.content ?? [];
  const shown = categories.filter(({ archivedAt }) => archivedAt === null);
  const close = () => setOpen(null);
  return (
    <Page
      title="Checklist content"
      description="What every restaurant is asked to do. Changes are seen by all of them at once; what they wrote is kept."
      actions={
        shown.length > 0 && (
          <Button onClick={() => setOpen({ kind: "category" })}>
            <Plus aria-hidden className="size-4" />
            New category
          </Button>
        )
      }
    >
      {ChecklistType.options.map((type) => {
        const ofType = shown.filter((category) => category.type === type);
        if (ofType.length === 0) return null;
        return (
          <section key={type} aria-labelledby={`content-${type}`} className="mb-10">
            <h2 id={`content-${type}`} className="text-xl">
              {CHECKLIST_TYPES[type].title}
            </h2>
            <p className="text-muted mb-4">{CHECKLIST_TYPES[type].description}</p>
            <SortableList
              label={`${CHECKLIST_TYPES[type].title}: categories`}
              items={ofType}
              nameOf={({ name }) => name}
              onReorder={(ids) =>
                content.reorder({
                  of: "categories",
                  ids: ChecklistType.options.flatMap((each) => (each === type ? ids : idsOf(shown, each))),
                })
              }
              className="divide-line border-line bg-surface divide-y overflow-hidden rounded-xl border"
            >
              {(category) => (
                <ContentCard
                  category={category}
                  onEdit={() => setOpen({ kind: "category", category })}
                  onAdd={() => setOpen({ kind: "item", category })}
                  onArchive={() => content.archive({ kind: "category", id: category.id, name: category.name })}
                  onEditItem={(item) => setOpen({ kind: "item", category, item })}
                  onArchiveItem={({ id, title }) => content.archive({ kind: "item", id, name: title })}
                  onReorder={(ids) => content.reorder({ of: "items", categoryId: category.id, ids })}
                />
              )}
            </SortableList>
          </section>
        );
      })}
      {content.content && shown.length === 0 && (
        <div className="border-line bg-surface rounded-xl border">
          <EmptyState
            title="The checklist is empty"
            action={
              <div className="flex flex-wrap justify-center gap-2">
                {categories.length === 0 && (
                  <Button isBusy={content.seed.isPending} onClick={() => content.seed.mutate()}>
                    Start with ours
                  </Button>
                )}
                <Button variant="secondary" onClick={() => setOpen({ kind: "category" })}>
                  Write your own
                </Button>
              </div>
            }
          >
            Start with a checklist that has worked for restaurants, and change what does not fit.
          </EmptyState>
        </div>
      )}
      {content.content && <ArchiveList categories={categories} onRestore={content.restore} />}
      {!content.content && (
        <div className="border-line bg-surface rounded-xl border">
          {content.error ? (
            <ErrorState error={content.error} what="the content" isRetrying={content.isFetching} onRetry={content.refetch} />
          ) : (
            <SkeletonRows what="the content" rows={8} />
          )}
        </div>
      )}
      {open?.kind === "category" && <CategoryDialog content={content} category={open.category} onClose={close} />}
      {open?.kind === "item" && (
        <ItemDialog content={content} categories={categories} category={open.category} item={open.item} onClose={close} />
      )}
    </Page>
  );
}

const idsOf = (categories: readonly ContentCategory[], type: ChecklistType) =>
  categories.filter((category) => category.type === type).map(({ id }) => id);
