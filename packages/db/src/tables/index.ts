import { type Kit, pgKit, sqliteKit } from "../kit.ts";
import { auditTables } from "./audit.ts";
import { campaignTables } from "./campaigns.ts";
import { checklistTables } from "./checklists.ts";
import { crossingTables } from "./crossings.ts";
import { identityTables } from "./identity.ts";
import { restaurantTables } from "./restaurants.ts";

/** Every table, written once; the kit decides for which database. */
export function buildTables(kit: Kit) {
  const identity = identityTables(kit);
  const restaurants = restaurantTables(kit, identity);
  return {
    ...identity,
    ...restaurants,
    ...campaignTables(kit, restaurants),
    ...checklistTables(kit, restaurants),
    ...auditTables(kit),
    ...crossingTables(kit),
  };
}

export type Tables = ReturnType<typeof buildTables>;

export const pgTables: Tables = buildTables(pgKit);
export const sqliteTables: Tables = buildTables(sqliteKit);
