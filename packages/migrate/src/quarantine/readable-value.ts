import { isUtf8 } from "node:buffer";
import type { ReadableValue } from "@causeway/contract";
import type { Codec } from "../codecs/codec.ts";
import { RawText, type SourceValue } from "../values/source-value.ts";

/** Characters of text, and bytes in hexadecimal, that are shown at most. */
const MAX_TEXT = 10_000;
const MAX_BYTES = 512;

function bytesOf(value: string | RawText | Uint8Array): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  return Buffer.from(value instanceof RawText ? value.bytes : value);
}

/** An old value as a person can read it: text as text, everything else in hexadecimal, cut where it is long; no secrets. */
export function readableValue(value: SourceValue, shows: Codec<unknown>["shows"] = "value"): ReadableValue {
  if (value === null) return { form: "null", text: "NULL", bytes: 0, isCut: false };
  if (typeof value === "bigint" || typeof value === "number") {
    const text = Object.is(value, -0) ? "-0" : String(value);
    return { form: "number", text, bytes: 8, isCut: false };
  }
  const bytes = bytesOf(value);
  const size = bytes.byteLength;
  if (shows === "secret") return { form: "hidden", text: `hidden, ${size} bytes`, bytes: size, isCut: false };
  if (value instanceof RawText || !isUtf8(bytes))
    return { form: "hex", text: bytes.subarray(0, MAX_BYTES).toString("hex"), bytes: size, isCut: size > MAX_BYTES };
  const text = bytes.toString("utf8");
  const isCut = text.length > MAX_TEXT;
  return { form: "text", text: isCut ? text.slice(0, MAX_TEXT).toWellFormed() : text, bytes: size, isCut };
}
