import { type ChecklistCategory, type ChecklistProgress, ChecklistType } from "@causeway/contract";

/** Whole numbers, rounded half up. */
const percentage = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((part / whole) * 100 + 0.5));

/** What is done of each type that has items. */
export function checklistProgress(categories: readonly ChecklistCategory[]): ChecklistProgress[] {
  return ChecklistType.options.flatMap((type) => {
    const items = categories.filter((category) => category.type === type).flatMap((category) => category.items);
    if (items.length === 0) return [];
    const critical = items.filter((item) => item.isCritical);
    const done = (some: typeof items) => some.filter((item) => item.status === "completed").length;
    return {
      type,
      total: items.length,
      completed: done(items),
      percentage: percentage(done(items), items.length),
      criticalTotal: critical.length,
      criticalCompleted: done(critical),
      criticalPercentage: percentage(done(critical), critical.length),
    };
  });
}
