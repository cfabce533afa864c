import type { Db } from "@causeway/db";
import { createIdMap, type IdMap } from "@causeway/migrate";
import type { Runtime } from "@causeway/services";
import type { LegacyTokenSettings } from "../legacy-system.ts";
import { createMomentumTokens, type MomentumTokens } from "./tokens.ts";

export const SYSTEM = "momentum";
export const RESTAURANTS = { system: SYSTEM, kind: "restaurants" };

/** What all routes of the old API share. */
export interface MomentumTools {
  runtime: Runtime;
  tokens: MomentumTokens;
  ids: IdMap;
  /** The id map within a transaction. */
  idsOver(tx: Db): IdMap;
}

export function createMomentumTools(runtime: Runtime, settings: LegacyTokenSettings): MomentumTools {
  const idsOver = (db: Db) => createIdMap(db, SYSTEM);
  return { runtime, tokens: createMomentumTokens({ runtime, settings }), ids: idsOver(runtime.db), idsOver };
}
