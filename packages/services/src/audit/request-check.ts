import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { verifyAuditJob } from "./jobs.ts";

/** Has the whole log checked by a job; one at a time. */
export async function requestAuditCheck(ctx: Ctx): Promise<void> {
  requirePermission(ctx, "audit:read");
  await ctx.db.transaction((tx) => ctx.jobs.enqueue(tx, verifyAuditJob, null, { dedupeKey: "all" }));
}
