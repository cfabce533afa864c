import { createHash, createHmac, randomBytes } from "node:crypto";
import { deriveKey } from "./access-tokens.ts";

/**
 * Opaque tokens of 256 bits. A token's successor is computed from the token itself with a key of the server, so that a
 * client whose answer was lost gets the very same successor again, although only hashes are stored.
 */
export interface RefreshTokens {
  create(): string;
  successor(token: string): string;
  /** What is stored: SHA-256; a random token needs no slow hash. */
  hash(token: string): string;
}

export function createRefreshTokens(secret: string): RefreshTokens {
  const key = deriveKey(secret, "refresh token");
  return {
    create: () => randomBytes(32).toString("base64url"),
    successor: (token) => createHmac("sha256", key).update(token).digest("base64url"),
    hash: (token) => createHash("sha256").update(token).digest("base64url"),
  };
}
