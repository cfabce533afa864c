import type { JsonValue } from "@causeway/db";
import { RawText, type SourceValue } from "./source-value.ts";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

/**
 * A source value as JSON that keeps its storage class: text, NULL, integers below 2^53 and fractions as they are, all
 * else tagged (`$int`, `$real`, `$blob`, `$text`).
 */
export function toTaggedJson(value: SourceValue): JsonValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : { $int: value.toString() };
  }
  // A whole number without the tag would come back as an integer.
  if (typeof value === "number") {
    return Number.isFinite(value) && !Number.isInteger(value) ? value : { $real: Object.is(value, -0) ? "-0" : String(value) };
  }
  return value instanceof RawText ? { $text: base64(value.bytes) } : { $blob: base64(value) };
}

/** The reverse of `toTaggedJson`. Throws on anything it does not make. */
export function fromTaggedJson(json: JsonValue): SourceValue {
  if (json === null || typeof json === "string") return json;
  if (typeof json === "number") return Number.isInteger(json) ? BigInt(json) : json;
  if (typeof json === "object" && !Array.isArray(json)) {
    const [[tag, text] = []] = Object.entries(json);
    if (typeof text === "string") {
      if (tag === "$int") return BigInt(text);
      if (tag === "$real") return Number(text);
      if (tag === "$blob") return Buffer.from(text, "base64");
      if (tag === "$text") return new RawText(Buffer.from(text, "base64"));
    }
  }
  throw new Error("This is not a value of an old database.");
}
