export {
  createMomentumDatabase,
  momentumOfRows,
  type MomentumAccount,
  type MomentumDatabase,
  type MomentumOptions,
} from "./create-momentum-database.ts";
export { createMomentumForQuarantine } from "./create-momentum-for-quarantine.ts";
export type { Dirt } from "./dirt.ts";
export { ODD_VALUES } from "./odd-values.ts";
export { MOMENTUM_TABLES, type MomentumTable } from "./schema.ts";
