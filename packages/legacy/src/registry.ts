import type { LegacySystem } from "./legacy-system.ts";
import { momentum } from "./momentum/system.ts";

/**
 * Every old system there is. Nothing but this and `mappings.ts` names them: without its line in both, a system's folder
 * can be deleted.
 */
export const legacySystems: readonly LegacySystem[] = [momentum];
