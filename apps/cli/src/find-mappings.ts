import { legacyMappings } from "@causeway/legacy/mappings";
import type { Mapping } from "@causeway/migrate";
import { CliError } from "./cli-error.ts";

/** How the tables of the old system of this name cross. Throws with the names there are. */
export function findMappings(id: string): readonly Mapping[] {
  const mappings = legacyMappings.get(id);
  if (!mappings) throw new CliError(`there is no system "${id}"; there are: ${[...legacyMappings.keys()].join(", ")}`);
  return mappings;
}
