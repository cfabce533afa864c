import { type Kit, pgKit, sqliteKit } from "../kit.ts";
import { auditTables } from "./audit.ts";
import { campaignTables } from "./campaigns.ts";
import { checklistTables } from "./checklists.ts";
import { contactTables } from "./contacts.ts";
import { credentialTables } from "./credentials.ts";
import { crossingTables } from "./crossings.ts";
import { fileTables } from "./files.ts";
import { identityTables } from "./identity.ts";
import { jobTables } from "./jobs.ts";
import { mailTables } from "./mail.ts";
import { restaurantTables } from "./restaurants.ts";
import { spendingTables } from "./spending.ts";

/** Every table, written once; the kit decides for which database. */
export function buildTables(kit: Kit) {
  const identity = identityTables(kit);
  const restaurants = restaurantTables(kit, identity);
  const files = fileTables(kit, { ...identity, ...restaurants });
  const contacts = contactTables(kit, { ...restaurants, ...files });
  return {
    ...identity,
    ...credentialTables(kit, identity),
    ...restaurants,
    ...files,
    ...contacts,
    ...campaignTables(kit, { ...restaurants, ...files, ...contacts }),
    ...checklistTables(kit, restaurants),
    ...jobTables(kit),
    ...mailTables(kit),
    ...spendingTables(kit),
    ...auditTables(kit),
    ...crossingTables(kit),
  };
}

export type Tables = ReturnType<typeof buildTables>;

export const pgTables: Tables = buildTables(pgKit);
export const sqliteTables: Tables = buildTables(sqliteKit);
