import { createStore } from "../lib/create-store.ts";

/** Why nobody is signed in any more: `chosen` by the user, or the session `ended` by time or from another device. */
export const departure = createStore<"none" | "chosen" | "ended">("none");
