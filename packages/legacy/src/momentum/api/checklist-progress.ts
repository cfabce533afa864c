import type { OldRow } from "@causeway/migrate";
import type { ShownCategory } from "./checklist-shown.ts";

const TYPES = ["foundational", "ongoing"];

/** Whole numbers, rounded half up. */
const percentage = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 100));

/** What is done of each type that has items, in the old words. */
export function showProgress(categories: readonly ShownCategory[], states: ReadonlyMap<string | null, OldRow>) {
  const counts = TYPES.flatMap((type) => {
    const items = categories.filter(({ row }) => row["type"] === type).flatMap((category) => category.items);
    if (items.length === 0) return [];
    const critical = items.filter(({ row }) => row["is_critical"] === 1);
    const done = (some: typeof items) => some.filter(({ id }) => states.get(id)?.["status"] === "completed").length;
    const figures = {
      totalItems: items.length,
      completedItems: done(items),
      completionPercentage: percentage(done(items), items.length),
      criticalItems: critical.length,
      completedCriticalItems: done(critical),
      criticalCompletionPercentage: percentage(done(critical), critical.length),
    };
    return [[type, figures] as const];
  });
  return Object.fromEntries(counts);
}
