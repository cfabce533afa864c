import { type AuditDetails, type Db, newId } from "@causeway/db";
import type { Ctx, Principal } from "../runtime/context.ts";
import { canonicalEvent } from "./canonical-event.ts";

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

/** Text of people may be anything; no event may fail for it, nor grow without end. */
const MAX_TEXT = 2000;

function actorOf(principal: Principal): { actorUserId: string | null; actingForUserId: string | null } {
  if (principal.kind !== "user") return { actorUserId: null, actingForUserId: null };
  const { userId, impersonatorUserId } = principal;
  return impersonatorUserId === null
    ? { actorUserId: userId, actingForUserId: null }
    : { actorUserId: impersonatorUserId, actingForUserId: userId };
}

/** As both databases can hold it. */
function storable<TValue>(value: TValue): TValue | string {
  return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\ufffd").slice(0, MAX_TEXT).toWellFormed() : value;
}

function storableDetails(details: AuditDetails): AuditDetails {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, storable(value)]));
}

/**
 * Writes one audit row, signed. Give it the transaction of the change, so that neither exists without the other. The row joins
 * the chain shortly after the commit: a link within would make all transactions wait for each other.
 */
export async function recordAudit(tx: Db, ctx: Ctx, entry: AuditEntry): Promise<void> {
  const actor = entry.actor
    ? { actorUserId: entry.actor.userId, actingForUserId: entry.actor.actingForUserId ?? null }
    : actorOf(ctx.principal);
  const event = {
    id: newId(),
    at: ctx.clock(),
    action: entry.action,
    result: entry.result ?? "success",
    ...actor,
    subjectType: entry.subject?.type ?? null,
    subjectId: storable(entry.subject?.id ?? null),
    requestId: ctx.requestId,
    ip: ctx.ip,
    details: storableDetails({
      ...entry.details,
      ...(ctx.principal.kind === "service" ? { service: ctx.principal.name } : {}),
      ...(ctx.principal.kind === "user" && ctx.principal.apiKeyId !== undefined ? { apiKey: ctx.principal.apiKeyId } : {}),
    }),
  };
  await tx.insert(tx.tables.auditEvent).values({ ...event, mac: ctx.auditKeys.sign(canonicalEvent(event)) });
}
