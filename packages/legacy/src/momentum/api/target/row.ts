import { legacyTable, type WriteRow } from "@causeway/rest";
import type { MomentumTools } from "../../tools.ts";
import { detail } from "./access.ts";

/** What every route of the target says to these. */
export const REFUSALS = {
  PERMISSION_MISSING: detail(403, "Restaurant access required"),
  RESTAURANT_NOT_FOUND: detail(404, "Restaurant not found"),
  CAMPAIGN_NOT_FOUND: detail(404, "Campaign not found"),
};

/** Writes one row of the target's table. */
export const row: WriteRow<MomentumTools> = legacyTable<MomentumTools>();
