import type { Mapping } from "../mapping/mapping.ts";
import { createPlans } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";
import { checkTables } from "./inspect-source.ts";

/** Throws `SourceError` unless the source looks like a database of the system; quick, to be asked before anything is opened for it. */
export async function checkSource({
  system,
  source,
  mappings,
}: {
  system: string;
  source: Source;
  mappings: readonly Mapping[];
}): Promise<void> {
  await checkTables(source, createPlans({ system }, mappings));
}
