import type { Mapping } from "@causeway/migrate";
import { momentumMappings } from "./momentum/data/index.ts";

/**
 * The mappings of every old system by its id, apart from `registry.ts`: an import needs no routes, and what those load would
 * take more memory than the import itself.
 */
export const legacyMappings: ReadonlyMap<string, readonly Mapping[]> = new Map([["momentum", momentumMappings]]);
