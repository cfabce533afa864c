import type { LegacySystem } from "../legacy-system.ts";
import { createMomentumApi } from "./api/index.ts";
import { momentumMappings } from "./data/index.ts";
import { momentumDivergences } from "./divergences.ts";
import { momentumReplayRules } from "./replay/rules.ts";
import { momentumTokenDescriptors } from "./tokens.ts";
import { OPENABLE_ROUTES } from "./tools.ts";

export const momentum: LegacySystem = {
  id: "momentum",
  title: "Momentum: restaurant marketing (Express, SQLite)",
  mappings: momentumMappings,
  divergences: momentumDivergences,
  tokens: momentumTokenDescriptors,
  openableRoutes: OPENABLE_ROUTES,
  createApi: createMomentumApi,
  replay: momentumReplayRules,
};
