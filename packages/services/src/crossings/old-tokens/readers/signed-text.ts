import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";

/** A session that unpacks to more is none: no framework's cookie holds as much. */
const MAX_UNPACKED = 256 * 1024;

/** HMAC-SHA256 or, for Flask, HMAC-SHA1: as the framework has it, for checking alone. */
export function hmac(algorithm: "sha1" | "sha256", key: Uint8Array, text: string): Buffer {
  return createHmac(algorithm, key).update(text).digest();
}

export function sha256(...parts: (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Takes as long for a wrong signature as for a right one. */
export function isSameText(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** What stands before and after the last separator; null without one. */
export function splitLast(text: string, separator: string): [before: string, after: string] | null {
  const at = text.lastIndexOf(separator);
  return at === -1 ? null : [text.slice(0, at), text.slice(at + 1)];
}

/** Base64url text, of bytes that were compressed if a dot stands first; null for what does not unpack. */
export function unpack(payload: string): string | null {
  const isCompressed = payload.startsWith(".");
  const bytes = Buffer.from(isCompressed ? payload.slice(1) : payload, "base64url");
  try {
    return (isCompressed ? inflateSync(bytes, { maxOutputLength: MAX_UNPACKED }) : bytes).toString("utf8");
  } catch {
    return null;
  }
}
