import type { JsonValue } from "@causeway/db";
import { type Codec, Repair } from "./codec.ts";
import { isStoredText, optionalText } from "./text.ts";

/** Deeper values are beyond what the databases' own parsers follow. */
const MAX_DEPTH = 500;

function isShallow(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isShallow(part, depth - 1));
}

function parse(text: string): JsonValue | undefined {
  try {
    // Safe: JSON.parse without a reviver gives nothing else.
    const value = JSON.parse(text) as JsonValue;
    return text.length <= MAX_DEPTH || isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON kept as text. What is no JSON becomes a JSON string of itself; spelling that JSON.stringify would not use is kept. */
export function jsonText(): Codec<JsonValue | null> {
  const textCodec = optionalText();
  return {
    decode(value) {
      const decoded = textCodec.decode(value);
      if (decoded === null) return null;
      if (typeof decoded !== "string") return decoded;
      const json = parse(decoded);
      return json === undefined ? new Repair(decoded, "not-json") : json;
    },
    encode: (value) => (value === null ? null : JSON.stringify(value)),
    isStoredAs(value, stored) {
      if (value === null) return stored === null;
      if (typeof value !== "string" || !isStoredText(value, stored)) return false;
      const json = parse(value) ?? null;
      // The text `null` is not stored as such: JSON's null is the column's NULL.
      return json !== null && JSON.stringify(json) === value;
    },
    shows: "digest",
    rules: {
      takes: "JSON as text, or NULL",
      repairs: { ...textCodec.rules.repairs, "not-json": "a JSON text of itself" },
      refusals: [],
    },
  };
}
