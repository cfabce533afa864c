import { describeRules, examineKeptRow, explainReason, importKeptRow, shownId } from "@causeway/migrate";
import type { CrossingEngine } from "@causeway/services";
import { legacySystems } from "./registry.ts";

/** What looks after the data of every old system, for the console and for commands. */
export const crossingEngines: readonly CrossingEngine[] = legacySystems.map(({ id: system, title, mappings }) => ({
  rules: describeRules({ system, title, mappings }),
  explain: explainReason,
  shownId,
  examine: (db, row) => examineKeptRow(db, { system, mappings }, row),
  import: (tx, row) => importKeptRow(tx, { system, mappings }, row),
}));
