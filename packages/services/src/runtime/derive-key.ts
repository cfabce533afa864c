import { hkdfSync } from "node:crypto";

/** A key for one purpose out of the operator's secret (RFC 5869). */
export function deriveKey(secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync("sha256", secret, "causeway", purpose, 32));
}
