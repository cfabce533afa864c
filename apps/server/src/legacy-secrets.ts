import { z } from "zod";

const Named = z.record(z.string(), z.string().min(1));

/** What `LEGACY_<SYSTEM>_SECRET` says: one key, or one for each of the system's servers. */
export interface LegacySecrets {
  secret?: string;
  secrets?: Record<string, string>;
}

/**
 * Where the servers of one system had keys of their own (`names`), these are given as JSON: `{"node":"…","django":"…"}`; any
 * other text is the one key of all. Throws what is wrong with it.
 */
export function readLegacySecrets(text: string, names: readonly string[]): LegacySecrets {
  if (names.length === 0 || !text.trimStart().startsWith("{")) return { secret: text };
  const example = JSON.stringify(Object.fromEntries(names.map((name) => [name, "…"])));
  const given = Named.safeParse(parseJson(text));
  if (!given.success) throw new Error(`must be one text, or JSON such as ${example}`);
  const unknown = Object.keys(given.data).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`there is no key "${unknown}"; there are ${names.join(", ")}`);
  return { secrets: given.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
