import type { ChecklistType } from "@causeway/contract";

/** How the two kinds of checklist are called, and what they are for. */
export const CHECKLIST_TYPES: Record<ChecklistType, { title: string; description: string }> = {
  foundational: { title: "Foundation", description: "To be done once, before anything else pays off." },
  ongoing: { title: "Ongoing", description: "To be done again and again, so that it keeps paying off." },
};
