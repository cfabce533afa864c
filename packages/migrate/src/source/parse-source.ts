import { SourceError } from "./source-error.ts";
import type { Source } from "./source.ts";
import { openSqliteSource } from "./sqlite-source.ts";

/** Kinds of sources by the word before the colon. */
const KINDS: Record<string, (place: string) => Promise<Source>> = { sqlite: openSqliteSource };

const FORMS = "sqlite:PATH";

/** Opens the source named on the command line. Throws `SourceError` when it is unknown, missing or unreadable. */
export async function parseSource(text: string): Promise<Source> {
  const at = text.indexOf(":");
  const open = at > 0 ? KINDS[text.slice(0, at)] : undefined;
  if (!open) throw new SourceError(`"${text}" names no source; give ${FORMS}`);
  const place = text.slice(at + 1);
  if (place === "") throw new SourceError(`"${text}" does not say where; give ${FORMS}`);
  return open(place);
}
