import type { AuditEvent, ListAuditInput, Page } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { queryAudit } from "./query.ts";

/** What has happened, newest first. */
export async function listAudit(ctx: Ctx, input: ListAuditInput): Promise<Page<AuditEvent>> {
  requirePermission(ctx, "audit:read");
  return queryAudit(ctx.db, input);
}
