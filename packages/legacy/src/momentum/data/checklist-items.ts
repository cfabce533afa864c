import { defineMapping, flag, instant, integer, isOne, optionalText, reference, text } from "@causeway/migrate";

export const checklistItems = defineMapping({
  kind: "checklist_items",
  target: "checklistItem",
  key: { column: "item_id", type: "integer" },
  columns: {
    categoryId: { from: "category_id", codec: reference("checklist_categories") },
    parentItemId: { from: "parent_item_id", codec: reference("checklist_items") },
    title: { from: "title", codec: text() },
    description: { from: "description", codec: optionalText() },
    guidanceLink: { from: "guidance_link", codec: optionalText() },
    position: { from: "order_in_category", codec: integer({ otherwise: 0 }) },
    isCritical: { from: "is_critical", codec: flag({ isTrue: isOne }) },
    createdAt: { from: "created_at", codec: instant() },
  },
});
