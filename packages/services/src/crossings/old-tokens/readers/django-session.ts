import { parseClaims, type Claims } from "../old-token.ts";
import { hmac, isSameText, sha256, splitLast, unpack } from "./signed-text.ts";

/** `SessionStore.key_salt` of every session engine of Django, with what `Signer` appends. */
const SALT = "django.contrib.sessions.SessionStoresigner";
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The column `session_data` of `django_session`, `payload:timestamp:signature` by `TimestampSigner` (Django 3.1 or later); null
 * if it is not signed with this key. `savedAt` is in seconds.
 */
export function readDjangoSessionData(data: string, key: Uint8Array): { claims: Claims; savedAt: number } | null {
  const [signed, signature] = splitLast(data, ":") ?? [];
  if (signed === undefined || signature === undefined) return null;
  if (!isSameText(signature, hmac("sha256", sha256(SALT, key), signed).toString("base64url"))) return null;
  const [payload, timestamp] = splitLast(signed, ":") ?? [];
  if (payload === undefined || timestamp === undefined) return null;
  const claims = parseClaims(unpack(payload) ?? "");
  return claims && { claims, savedAt: fromBase62(timestamp) };
}

const fromBase62 = (text: string): number => [...text].reduce((value, digit) => value * 62 + BASE62.indexOf(digit), 0);
