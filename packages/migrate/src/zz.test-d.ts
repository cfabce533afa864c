import { defineMapping, text, optionalText, instant, reference, requiredReference } from "./index.ts";
defineMapping({ kind: "x", target: "restaurant", key: {column:"id",type:"integer"}, columns: {
  ownerUserId: { from: "u", codec: reference("users") },
  name: { from: "name", codec: text() },
  createdAt: { from: "c", codec: instant() }, 
  // @ts-expect-error a date is no text
  updatedAt: { derive: ({ name }) => name },
}});
defineMapping({ kind: "x", target: "restaurant", key: {column:"id",type:"integer"}, columns: {
  // @ts-expect-error may be null
  name: { from: "name", codec: optionalText() },
  createdAt: { from: "c", codec: instant() }, 
  updatedAt: { derive: ({ createdAt }) => createdAt },
}});
// @ts-expect-error column missing
defineMapping({ kind: "x", target: "restaurant", key: {column:"id",type:"integer"}, columns: {
  createdAt: { from: "c", codec: instant() }, 
  updatedAt: { derive: ({ createdAt }) => createdAt },
}});
defineMapping({ kind: "x", target: "session", key: {column:"id",type:"text"}, columns: {
  // @ts-expect-error required
  userId: { from: "name", codec: reference("users") },
  createdAt: { from: "c", codec: instant() }, 
  lastUsedAt: { from: "c", codec: instant() }, 
  expiresAt: { from: "c", codec: instant() }, 
}});
defineMapping({ kind: "x", target: "restaurant", key: {column:"id",type:"integer"}, columns: {
  name: { from: "name", codec: text() },
  // @ts-expect-error no such column
  nmae: { from: "name", codec: text() },
  createdAt: { from: "c", codec: instant() }, 
  updatedAt: { derive: ({ createdAt }) => createdAt },
}});
