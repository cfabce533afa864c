import type { AuditDetails, Db } from "@causeway/db";
import type { Ctx, Principal } from "../runtime/context.ts";

export interface AuditEntry {
  /** `noun.verb`, such as `session.create`. */
  action: string;
  result?: "success" | "failure";
  subject?: { type: string; id: string };
  /** Facts of the event. Never a password, token or hash. */
  details?: AuditDetails;
  /** Who acted, where that is not yet the principal: at sign-in. */
  actor?: { userId: string; actingForUserId?: string };
}

function actorOf(principal: Principal): { actorUserId: string | null; actingForUserId: string | null } {
  if (principal.kind !== "user") return { actorUserId: null, actingForUserId: null };
  const { userId, impersonatorUserId } = principal;
  return impersonatorUserId === null
    ? { actorUserId: userId, actingForUserId: null }
    : { actorUserId: impersonatorUserId, actingForUserId: userId };
}

/** Writes one audit row. Give it the transaction of the change, so that neither exists without the other. */
export async function recordAudit(tx: Db, ctx: Ctx, entry: AuditEntry): Promise<void> {
  const actor = entry.actor
    ? { actorUserId: entry.actor.userId, actingForUserId: entry.actor.actingForUserId ?? null }
    : actorOf(ctx.principal);
  await tx.insert(tx.tables.auditEvent).values({
    at: ctx.clock(),
    action: entry.action,
    result: entry.result ?? "success",
    ...actor,
    subjectType: entry.subject?.type ?? null,
    subjectId: entry.subject?.id ?? null,
    requestId: ctx.requestId,
    ip: ctx.ip,
    details: { ...entry.details, ...(ctx.principal.kind === "service" ? { service: ctx.principal.name } : {}) },
  });
}
