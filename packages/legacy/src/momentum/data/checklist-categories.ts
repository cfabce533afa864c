import { defineMapping, instant, integer, oneOf, optionalText, text } from "@causeway/migrate";

export const checklistCategories = defineMapping({
  kind: "checklist_categories",
  target: "checklistCategory",
  key: { column: "category_id", type: "integer" },
  columns: {
    name: { from: "name", codec: text() },
    description: { from: "description", codec: optionalText() },
    icon: { from: "icon", codec: optionalText() },
    type: { from: "type", codec: oneOf(["foundational", "ongoing"], { otherwise: "foundational" }) },
    position: { from: "order_in_list", codec: integer({ otherwise: 0 }) },
    createdAt: { from: "created_at", codec: instant() },
  },
});
