import { defineMapping, instant, oneOf, optionalText, reference } from "@causeway/migrate";

export const restaurantChecklistStatus = defineMapping({
  kind: "restaurant_checklist_status",
  target: "checklistStatus",
  key: { column: "status_id", type: "integer" },
  columns: {
    restaurantId: { from: "restaurant_id", codec: reference("restaurants") },
    itemId: { from: "item_id", codec: reference("checklist_items") },
    status: { from: "status", codec: oneOf(["pending", "in_progress", "completed", "not_applicable"], { otherwise: "pending" }) },
    notes: { from: "notes", codec: optionalText() },
    updatedAt: { from: "last_updated_at", codec: instant() },
  },
  // The old server replaces the row, under a new id, at every change.
  unique: [{ columns: ["restaurantId", "itemId"], replaced: "delete" }],
});
