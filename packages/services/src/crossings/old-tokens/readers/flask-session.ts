import type { DescriptorOf } from "../descriptor.ts";
import { parseClaims, subjectAt, type VerifiedOldToken } from "../old-token.ts";
import { hmac, isSameText, splitLast, unpack } from "./signed-text.ts";

/** Flask's `SecureCookieSessionInterface.salt`. */
const SALT = "cookie-session";

/**
 * Flask's session cookie: `payload.timestamp.signature` of itsdangerous (2 or later), whose key is HMAC-SHA1 of the salt. Null
 * for one that is not signed with this key, too old, or of nobody.
 */
export function readFlaskSession(
  cookie: string,
  { key, now, descriptor }: { key: Uint8Array; now: Date; descriptor: DescriptorOf<"flask-session"> },
): VerifiedOldToken | null {
  const [signed, signature] = splitLast(cookie, ".") ?? [];
  if (signed === undefined || signature === undefined) return null;
  if (!isSameText(signature, hmac("sha1", hmac("sha1", key, SALT), signed).toString("base64url"))) return null;
  const [payload, timestamp] = splitLast(signed, ".") ?? [];
  if (payload === undefined || timestamp === undefined) return null;
  const issuedAt = bigEndian(Buffer.from(timestamp, "base64url"));
  const age = Math.floor(now.getTime() / 1000) - issuedAt;
  if (age < 0 || age > descriptor.maxAgeSeconds) return null;
  const subject = subjectAt(parseClaims(unpack(payload) ?? ""), descriptor.user.field);
  return subject === null ? null : { identity: signed, subject, issuedAt };
}

const bigEndian = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 256 + byte, 0);
