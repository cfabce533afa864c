import { checkReadingCost } from "./check-reading-cost.ts";
import { MAX_PASSWORD_BYTES } from "./hash-limits.ts";
import { isCurrentHash } from "./hash-password.ts";
import { type ReadHash, readHash } from "./read-hash.ts";
import type { SchemeName } from "./schemes/scheme-name.ts";
import type { VerifyOptions } from "./verify-options.ts";

/** Why a password was not even compared: worth a warning to the operator, and nothing to the one who signs in. */
export type Refusal = "not-a-hash" | "too-costly" | "option-missing" | "password-too-long";

export interface PasswordCheck {
  ok: boolean;
  /** The password is right, and `hashPassword` would store it differently now. */
  needsRehash: boolean;
  /** Null when the value begins like none of the known schemes. */
  scheme: SchemeName | null;
  /** Null when the password was compared. */
  refused: Refusal | null;
}

/**
 * Compares a password with a stored hash of any known scheme, at the cost that the hash says. Never throws for a value of
 * `hash`: what is malformed, cut, unusable or dearer than `HASH_LIMITS` is refused without work.
 */
export async function verifyPassword(input: { password: string; hash: string; options?: VerifyOptions }): Promise<PasswordCheck> {
  const { hash, options = {} } = input;
  const password = Buffer.from(input.password);
  const read = readHash(hash);
  const scheme = read?.scheme ?? null;
  const refused = findRefusal({ read, password, options });
  if (refused || !read?.reading) return { ok: false, needsRehash: false, scheme, refused };
  const ok = await read.reading.matches({ password, options });
  return { ok, needsRehash: ok && !isCurrentHash(hash), scheme, refused: null };
}

function findRefusal(input: { read: ReadHash | null; password: Buffer; options: VerifyOptions }): Refusal | null {
  const { read, password, options } = input;
  if (!read?.reading) return "not-a-hash";
  const { requires } = read.reading;
  if (requires && options[requires] === undefined) return "option-missing";
  if (!checkReadingCost({ reading: read.reading, options }).ok) return "too-costly";
  return password.length > MAX_PASSWORD_BYTES ? "password-too-long" : null;
}
