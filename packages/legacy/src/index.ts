import { legacySystems } from "./registry.ts";

export type { Divergence, LegacyApiOptions, LegacySettings, LegacySystem, LegacyTokenSettings } from "./legacy-system.ts";
export { crossingEngines } from "./crossing-engines.ts";
export { legacySystems };
export const legacySystemIds: readonly string[] = legacySystems.map(({ id }) => id);
