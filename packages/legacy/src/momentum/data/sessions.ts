import { defineMapping, instant, requiredReference } from "@causeway/migrate";

/** Never used by the old server and without a secret: kept as ended sessions, so that every row has its place. */
export const sessions = defineMapping({
  kind: "sessions",
  target: "session",
  key: { column: "session_id", type: "text" },
  columns: {
    userId: { from: "user_id", codec: requiredReference("users") },
    createdAt: { from: "created_at", codec: instant() },
    lastUsedAt: { derive: ({ createdAt }) => createdAt },
    expiresAt: { from: "expires_at", codec: instant() },
    endedAt: { derive: ({ expiresAt }) => expiresAt },
    endReason: { derive: () => "imported" },
  },
  keep: ["impersonating_restaurant_id"],
});
