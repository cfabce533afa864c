import type { LegacySystem } from "./legacy-system.ts";
import { momentum } from "./momentum/system.ts";

/** Every old system there is. This is the only file that names them: without its line, a system's folder can be deleted. */
export const legacySystems: readonly LegacySystem[] = [momentum];
