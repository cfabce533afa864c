import { hash } from "@node-rs/argon2";
import { MAX_PASSWORD_BYTES } from "./hash-limits.ts";

/** Argon2id at OWASP's minimum (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const CURRENT = { algorithm: 2, version: 1, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

const PREFIX = `$argon2id$v=19$m=${CURRENT.memoryCost},t=${CURRENT.timeCost},p=${CURRENT.parallelism}$`;

/**
 * A hash as `hashPassword` makes them that no password matches, for accounts that do not exist: checking against it takes
 * as long as against a real one.
 */
export const dummyHash = `${PREFIX}${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * A PHC string (argon2id) with a new random salt. The password is taken as it is: every byte of its UTF-8 counts, nothing
 * is trimmed or normalised. Throws `RangeError` above `MAX_PASSWORD_BYTES`.
 */
export async function hashPassword(password: string): Promise<string> {
  const bytes = Buffer.from(password);
  if (bytes.length > MAX_PASSWORD_BYTES) throw new RangeError(`A password has at most ${MAX_PASSWORD_BYTES} bytes.`);
  return hash(bytes, CURRENT);
}

/** Whether a hash was made exactly as `hashPassword` does now; dearer ones are not, so that all sign-ins take the same time. */
export function isCurrentHash(hash: string): boolean {
  return hash.startsWith(PREFIX) && hash.length === dummyHash.length;
}
