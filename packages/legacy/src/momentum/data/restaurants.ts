import { defineMapping, INDEXED_TEXT_BYTES, instant, optionalText, reference, text } from "@causeway/migrate";

export const restaurants = defineMapping({
  kind: "restaurants",
  target: "restaurant",
  key: { column: "restaurant_id", type: "integer" },
  columns: {
    ownerUserId: { from: "user_id", codec: reference("users") },
    name: { from: "name", codec: text({ maxBytes: INDEXED_TEXT_BYTES }) },
    address: { from: "address", codec: optionalText() },
    phone: { from: "phone", codec: optionalText() },
    createdAt: { from: "created_at", codec: instant() },
    updatedAt: { derive: ({ createdAt }) => createdAt },
  },
});
