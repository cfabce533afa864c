import { timingSafeEqual } from "node:crypto";

/** Compares in constant time, once the lengths (which are no secret) agree. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
