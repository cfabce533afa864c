import type { SystemRules } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** What becomes of every value of every old system, as its mappings declare it. */
export function listCrossingRules(ctx: Ctx): SystemRules[] {
  requirePermission(ctx, "crossing:read");
  return ctx.crossings.map(({ rules }) => rules);
}
