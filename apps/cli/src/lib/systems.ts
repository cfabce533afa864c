import { legacySystems, type LegacySystem } from "@causeway/legacy";
import { CommandFailure } from "./failure.ts";

/** Throws `CommandFailure` for a system that is not there. */
export function getSystem(id: string): LegacySystem {
  const system = legacySystems.find((candidate) => candidate.id === id);
  if (!system)
    throw new CommandFailure(`there is no system "${id}"; there are ${legacySystems.map((known) => known.id).join(", ")}`);
  return system;
}
