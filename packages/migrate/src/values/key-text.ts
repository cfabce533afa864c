import type { SourceValue } from "./source-value.ts";

export type KeyType = "integer" | "text";

/** What an index of both databases can hold with room to spare, in bytes. */
const MAX_KEY_BYTES = 1000;

/** The old id as text, or null where the value can be nobody's id. */
export function keyText(value: SourceValue, type: KeyType): string | null {
  if (type === "integer") return typeof value === "bigint" ? value.toString() : null;
  if (typeof value !== "string" || value.includes("\0") || Buffer.byteLength(value) > MAX_KEY_BYTES) return null;
  return value;
}

/** The reverse of `keyText`. */
export function keyValue(text: string, type: KeyType): SourceValue {
  return type === "integer" ? BigInt(text) : text;
}

/** True for what `keyText` can have made. */
export function isKeyText(text: string, type: KeyType): boolean {
  return type === "text" || /^-?\d+$/.test(text);
}
