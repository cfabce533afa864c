import { isCausewayError } from "@causeway/client";
import { createStore } from "../lib/create-store.ts";

/** `offline`: this device has no network. `unreachable`: it has, and the server does not answer. */
export type Connection = "up" | "offline" | "unreachable";

export const connection = createStore<Connection>(navigator.onLine ? "up" : "offline");

/** Part of the app itself could not be fetched. */
export class ServerAwayError extends Error {
  override readonly name = "ServerAwayError";
}

/** Nobody answered, or something in between did. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ServerAwayError || isCausewayError(error, "NETWORK_FAILED", "TIMED_OUT", "ANSWER_UNREADABLE");
}

export function noteAnswer(): void {
  if (navigator.onLine) connection.set("up");
}

export function noteFailure(error: unknown): void {
  if (isUnreachable(error)) connection.set(navigator.onLine ? "unreachable" : "offline");
}

/** True when the server says that it takes requests. */
export async function probeServer(signal?: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch("/readyz", { cache: "no-store", ...(signal ? { signal } : {}) });
    return answer.ok;
  } catch {
    return false;
  }
}

addEventListener("offline", () => connection.set("offline"));
addEventListener("online", () => connection.set("unreachable"));
