import { createHash, createHmac, randomBytes } from "node:crypto";
import { deriveKey } from "../runtime/derive-key.ts";

/**
 * Opaque tokens of 256 bits. A token's successor is computed from the token itself with a key of the server, so that a
 * client whose answer was lost gets the very same successor again, although only hashes are stored.
 */
export interface RefreshTokens {
  create(): string;
  successor(token: string): string;
  /** The successor that was stored under this hash, where it was made with an earlier secret. */
  storedSuccessor(token: string, hash: string): string | null;
  /** What is stored: SHA-256; a random token needs no slow hash. */
  hash(token: string): string;
}

/** New successors are made with the first of the secrets. */
export function createRefreshTokens(secrets: readonly [string, ...string[]]): RefreshTokens {
  const [first, ...rest] = secrets;
  const key = deriveKey(first, "refresh token");
  const earlier = rest.map((secret) => deriveKey(secret, "refresh token"));
  const successorBy = (by: Uint8Array, token: string) => createHmac("sha256", by).update(token).digest("base64url");
  const hash = (token: string) => createHash("sha256").update(token).digest("base64url");
  return {
    create: () => randomBytes(32).toString("base64url"),
    successor: (token) => successorBy(key, token),
    storedSuccessor: (token, stored) =>
      [key, ...earlier].map((by) => successorBy(by, token)).find((successor) => hash(successor) === stored) ?? null,
    hash,
  };
}
