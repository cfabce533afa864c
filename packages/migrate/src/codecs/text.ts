import { RawText, type SourceValue } from "../values/source-value.ts";
import { type Codec, type CodecRules, Refusal, Repair } from "./codec.ts";

export interface TextOptions {
  /** Bytes of UTF-8 at most; longer text is cut. For columns with an index, which hold no more than 2,000 on Postgres. */
  maxBytes?: number;
}

/** Indexed text may have this many bytes; Postgres refuses more than about 2,700. */
export const INDEXED_TEXT_BYTES = 2000;

function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text).subarray(0, maxBytes);
  // What is left of a character cut in two decodes as U+FFFD.
  return bytes.toString("utf8").replace(/\uFFFD+$/, "");
}

function readable(value: Exclude<SourceValue, null>): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return String(value);
}

function decodeText(value: Exclude<SourceValue, null>, { maxBytes = Infinity }: TextOptions): string | Repair<string> {
  let text = readable(value);
  let reason = "";
  if (typeof value !== "string") {
    reason = value instanceof RawText ? "invalid-utf8" : "not-text";
  }
  if (text.includes("\0")) {
    // Postgres cannot store it, and both databases must hold the same.
    text = text.replaceAll("\0", "\uFFFD");
    reason ||= "nul-in-text";
  }
  if (text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes) {
    text = cut(text, maxBytes);
    reason ||= "text-too-long";
  }
  return reason === "" ? text : new Repair(text, reason);
}

/** Text that is stored as it is, and of which no byte has been replaced on the way here. */
export function isStoredText(value: SourceValue, stored: unknown, { maxBytes = Infinity }: TextOptions = {}): boolean {
  if (typeof value !== "string" || value !== stored) return false;
  return value.length * 3 <= maxBytes && !value.includes("\0") && !value.includes("\uFFFD");
}

/** What every kind of text repairs, in the order of the reasons' weight. */
function rulesOf(takes: string, { maxBytes }: TextOptions): CodecRules {
  return {
    takes: maxBytes === undefined ? takes : `${takes}, at most ${maxBytes} bytes of UTF-8`,
    repairs: {
      "invalid-utf8": "the text, with U+FFFD for what is no character",
      "not-text": "the text of it",
      "nul-in-text": "the text, with U+FFFD for each NUL",
      ...(maxBytes === undefined ? {} : { "text-too-long": `its first ${maxBytes} bytes` }),
    },
    refusals: [],
  };
}

/** Text, which the row cannot be without: NULL becomes empty text. */
export function text(options: TextOptions = {}): Codec<string> {
  const rules = rulesOf("text", options);
  return {
    decode: (value) => (value === null ? new Repair("", "missing-text") : decodeText(value, options)),
    encode: (value) => value,
    isStoredAs: (value, stored) => isStoredText(value, stored, options),
    shows: "digest",
    rules: { ...rules, repairs: { "missing-text": "empty text", ...rules.repairs } },
  };
}

/** Text or NULL. */
export function optionalText(options: TextOptions = {}): Codec<string | null> {
  const rules = rulesOf("text or NULL", options);
  return {
    decode: (value) => (value === null ? null : decodeText(value, options)),
    encode: (value) => value,
    isStoredAs: (value, stored) => (value === null ? stored === null : isStoredText(value, stored, options)),
    shows: "digest",
    rules,
  };
}

/** Text that says who the row is: a row without it goes to the quarantine. */
export function requiredText(options: TextOptions = {}): Codec<string> {
  const rules = rulesOf("text", options);
  return {
    decode: (value) =>
      value === null ? new Refusal("missing-text", "A text that must be there is NULL.") : decodeText(value, options),
    encode: (value) => value,
    isStoredAs: (value, stored) => isStoredText(value, stored, options),
    shows: "digest",
    rules: { ...rules, refusals: ["missing-text"] },
  };
}
