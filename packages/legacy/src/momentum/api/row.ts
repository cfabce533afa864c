import { legacyTable, type WriteRow } from "@causeway/rest";
import type { MomentumTools } from "../tools.ts";

/** Writes one row of Momentum's table. */
export const row: WriteRow<MomentumTools> = legacyTable<MomentumTools>();
