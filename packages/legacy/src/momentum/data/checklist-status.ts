import { defineMapping, flag, instant, isNotZero, reference, text } from "@causeway/migrate";

/** The four first steps of every restaurant. The old server shows as open only what equals 0: text and NULL count as done. */
export const checklistStatus = defineMapping({
  kind: "checklist_status",
  target: "task",
  key: { column: "status_id", type: "integer" },
  columns: {
    restaurantId: { from: "restaurant_id", codec: reference("restaurants") },
    title: { from: "checklist_item_name", codec: text() },
    isComplete: { from: "is_complete", codec: flag({ isTrue: isNotZero }) },
    createdAt: { from: "created_at", codec: instant() },
    updatedAt: { from: "updated_at", codec: instant() },
  },
});
