import { legacySystems } from "@causeway/legacy";
import { CliError } from "./cli-error.ts";

/** The old system of this name. Throws with the names there are. */
export function findSystem(id: string): (typeof legacySystems)[number] {
  const system = legacySystems.find((candidate) => candidate.id === id);
  if (!system) throw new CliError(`there is no system "${id}"; there are: ${legacySystems.map((known) => known.id).join(", ")}`);
  return system;
}
