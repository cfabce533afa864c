import { AppError } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import type { CrossingEngine } from "./crossing-engine.ts";

/** The engine of an old system. Throws `CROSSING_NOT_FOUND`. */
export function findEngine({ crossings }: Pick<Ctx, "crossings">, system: string): CrossingEngine {
  const engine = crossings.find(({ rules }) => rules.system === system);
  if (engine) return engine;
  throw new AppError({ code: "NOT_FOUND", reason: "CROSSING_NOT_FOUND", message: `There is no old system "${system}".` });
}
