import { createHash } from "node:crypto";
import type { Tables } from "@causeway/db";

export type AuditEventRow = Tables["auditEvent"]["$inferSelect"];

/** An event as one text, the same for equal events on both databases: what its code and its hash are computed from. */
export function canonicalEvent(event: Omit<AuditEventRow, "mac">): string {
  const details = event.details && Object.entries(event.details).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    event.id,
    event.at.getTime(),
    event.action,
    event.result,
    event.actorUserId,
    event.actingForUserId,
    event.subjectType,
    event.subjectId,
    event.requestId,
    event.ip,
    details,
  ]);
}

/** What the chain holds of an event: SHA-256 of everything that is stored of it, its code included. */
export function eventHash(event: AuditEventRow): string {
  return createHash("sha256")
    .update(JSON.stringify([canonicalEvent(event), event.mac]))
    .digest("base64url");
}
