import { createHash } from "node:crypto";
import type { JsonValue } from "@causeway/contract";

/**
 * SHA-256 of a request as its schema gave it, without the id that its maker chose: two requests with one id are the same request
 * exactly if their digests are equal. Objects count by their keys, whatever the order.
 */
export function requestDigest({ id: _, ...request }: { id?: unknown } & Record<string, unknown>): string {
  return createHash("sha256")
    .update(JSON.stringify(inKeyOrder(JSON.parse(JSON.stringify(request)))))
    .digest("base64url");
}

function inKeyOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => [key, inKeyOrder(child)]);
}
