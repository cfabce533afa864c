import { legacySystems } from "@causeway/legacy";
import type { OldTokenSystem } from "@causeway/services";
import type { Settings } from "./settings.ts";

/** The old systems' tokens, with what the operator says about them. */
export function oldTokenSystems({ legacy }: Pick<Settings, "legacy">): OldTokenSystem[] {
  return legacySystems.map(({ id: system, title, tokens }) => ({ system, title, tokens, ...legacy[system] }));
}
