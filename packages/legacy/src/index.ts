import { legacySystems } from "./registry.ts";

export type { Divergence, LegacyApiOptions, LegacySystem, LegacyTokenSettings } from "./legacy-system.ts";
export { legacySystems };
export const legacySystemIds: readonly string[] = legacySystems.map(({ id }) => id);
