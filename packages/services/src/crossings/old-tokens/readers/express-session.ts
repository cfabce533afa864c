import { hmac, isSameText, splitLast } from "./signed-text.ts";

const MAX_COOKIE = 1024;

/** The session id in the cookie `s:<id>.<signature>` of express-session; null if it is not signed with this key. */
export function readExpressCookie(cookie: string, key: Uint8Array): string | null {
  if (!cookie.startsWith("s:") || cookie.length > MAX_COOKIE) return null;
  const [sid, signature] = splitLast(cookie.slice(2), ".") ?? [];
  if (!sid || signature === undefined) return null;
  return isSameText(signature, hmac("sha256", key, sid).toString("base64").replace(/=+$/, "")) ? sid : null;
}
