import { looksLikeHash } from "./looks-like-hash.ts";
import { readHash } from "./read-hash.ts";
import type { HashFault, HashParameters, SchemeName } from "./schemes/scheme-name.ts";

export type HashIdentity =
  | { kind: "known"; scheme: SchemeName; parameters: HashParameters }
  /** Meant for a known scheme, but no password can match it. */
  | { kind: HashFault; scheme: SchemeName }
  /** Django's `!…`: the account has no password, and none may open it. */
  | { kind: "unusable" }
  /** Nothing says that this was ever hashed: treat it as the password itself. */
  | { kind: "plain-text-looking" }
  /** Hashed or encoded in a way that this package does not know. */
  | { kind: "unknown" }
  | { kind: "empty" };

/** Says what a stored password column holds, without hashing anything. Never throws. */
export function identifyHash(hash: string): HashIdentity {
  if (hash === "") return { kind: "empty" };
  if (hash.startsWith("!")) return { kind: "unusable" };
  const read = readHash(hash);
  if (!read) return { kind: looksLikeHash(hash) ? "unknown" : "plain-text-looking" };
  const { scheme, reading, fault } = read;
  return reading ? { kind: "known", scheme, parameters: reading.parameters } : { kind: fault, scheme };
}
