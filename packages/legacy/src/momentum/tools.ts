import type { Db } from "@causeway/db";
import { createIdMap, type IdMap } from "@causeway/migrate";
import { createOldUserLookUp, type OldUser, type Runtime } from "@causeway/services";
import type { LegacySettings } from "../legacy-system.ts";
import { createMomentumTokens, type MomentumTokens } from "./tokens.ts";

export const SYSTEM = "momentum";
/** What the old server answered to everybody. */
export const OPENABLE_ROUTES = ["checklist", "ads", "sms"] as const;
export type OpenableRoutes = (typeof OPENABLE_ROUTES)[number];

/** What all routes of the old API share. */
export interface MomentumTools {
  runtime: Runtime;
  tokens: MomentumTokens;
  ids: IdMap;
  /** The id map within a transaction. */
  idsOver(tx: Db): IdMap;
  /** True where the operator has left these routes open to everybody, as they were. */
  isOpen(routes: OpenableRoutes): boolean;
  /** By new id, with the old ids of the user's restaurants; as things are now. */
  findUser(userId: string): Promise<OldUser | null>;
}

const lookUpUser = createOldUserLookUp({ system: SYSTEM, kind: "restaurants" });

export function createMomentumTools(runtime: Runtime, settings: LegacySettings): MomentumTools {
  const idsOver = (db: Db) => createIdMap(db, SYSTEM);
  return {
    runtime,
    tokens: createMomentumTokens({ runtime, settings }),
    ids: idsOver(runtime.db),
    idsOver,
    isOpen: (routes) => settings.openRoutes?.includes(routes) === true,
    findUser: (userId) => lookUpUser(runtime, userId),
  };
}
