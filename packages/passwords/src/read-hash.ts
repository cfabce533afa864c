import { SCHEMES } from "./schemes/registry.ts";
import type { HashFault, SchemeName } from "./schemes/scheme-name.ts";
import type { HashReading } from "./schemes/scheme.ts";

export type ReadHash =
  | { scheme: SchemeName; reading: HashReading; fault?: never }
  | { scheme: SchemeName; fault: HashFault; reading?: never };

/** The longest form here has about 1,200 characters. */
const MAX_LENGTH = 4096;

/** Takes a stored value apart; null when it begins like none of the schemes. Never throws. */
export function readHash(hash: string): ReadHash | null {
  if (hash.length > MAX_LENGTH) return null;
  const scheme = SCHEMES.find(({ prefix }) => hash.startsWith(prefix));
  if (!scheme) return readCutPrefix(hash);
  const result = scheme.read(hash.slice(scheme.prefix.length));
  return typeof result === "string" ? { scheme: scheme.name, fault: result } : { scheme: scheme.name, reading: result };
}

/** A value that was cut within the prefix, but after a sign that names do not have. */
function readCutPrefix(hash: string): ReadHash | null {
  const cut = /^.+[$:]|^\$./.test(hash) && SCHEMES.find(({ prefix }) => prefix.startsWith(hash));
  return cut ? { scheme: cut.name, fault: "truncated" } : null;
}
