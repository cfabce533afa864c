import type { Db } from "@causeway/db";
import { createIdMap, type IdMap } from "@causeway/migrate";
import { createOldUserLookUp, type OldUser, type Runtime } from "@causeway/services";
import type { LegacyTokenSettings } from "../legacy-system.ts";
import { createMomentumTokens, type MomentumTokens } from "./tokens.ts";

export const SYSTEM = "momentum";

/** What all routes of the old API share. */
export interface MomentumTools {
  runtime: Runtime;
  tokens: MomentumTokens;
  ids: IdMap;
  /** The id map within a transaction. */
  idsOver(tx: Db): IdMap;
  /** By new id, with the old ids of the user's restaurants; as things are now. */
  findUser(userId: string): Promise<OldUser | null>;
}

const lookUpUser = createOldUserLookUp({ system: SYSTEM, kind: "restaurants" });

export function createMomentumTools(runtime: Runtime, settings: LegacyTokenSettings): MomentumTools {
  const idsOver = (db: Db) => createIdMap(db, SYSTEM);
  return {
    runtime,
    tokens: createMomentumTokens({ runtime, settings }),
    ids: idsOver(runtime.db),
    idsOver,
    findUser: (userId) => lookUpUser(runtime, userId),
  };
}
