import type { AuditStatus } from "@causeway/contract";
import { desc, eq } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { findLastLink } from "./link.ts";

/** How far the log is sealed, and what the last check of it found. */
export async function getAuditStatus(ctx: Ctx): Promise<AuditStatus> {
  requirePermission(ctx, "audit:read");
  const { auditEvent } = ctx.db.tables;
  const last = await findLastLink(ctx.db);
  const [check] = await ctx.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.action, "audit.verify"))
    .orderBy(desc(auditEvent.at), desc(auditEvent.id))
    .limit(1);
  const { sealed, problem } = check?.details ?? {};
  return {
    sealed: last ? { sequence: last.sequence, at: last.sealedAt } : null,
    verified: check
      ? { at: check.at, isIntact: check.result === "success", sequence: Number(sealed), problem: problem ? String(problem) : null }
      : null,
  };
}
