export {
  createMomentumDatabase,
  type MomentumAccount,
  type MomentumDatabase,
  type MomentumOptions,
} from "./create-momentum-database.ts";
export type { Dirt } from "./dirt.ts";
export { MOMENTUM_TABLES, type MomentumTable } from "./schema.ts";
