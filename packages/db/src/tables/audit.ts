import type { Kit } from "../kit.ts";

export type AuditDetails = Record<string, string | number | boolean | null>;

export function auditTables(k: Kit) {
  const auditEvent = k.table(
    "audit_event",
    {
      id: k.id(),
      at: k.time().notNull(),
      /** `noun.verb`, for example `session.create`. */
      action: k.text().notNull(),
      result: k.text().$type<"success" | "failure">().notNull(),
      /** Who acted; no foreign key, because the record outlives the account. */
      actorUserId: k.text(),
      /** Whom the actor acted for, when impersonating. */
      actingForUserId: k.text(),
      subjectType: k.text(),
      subjectId: k.text(),
      requestId: k.text().notNull(),
      ip: k.text(),
      details: k.json<AuditDetails>(),
      /** HMAC-SHA256 over the row, with a key of the server: a row that was changed by hand no longer fits. */
      mac: k.text(),
    },
    (t) => [
      k.index("audit_event_at").on(t.at, t.id),
      k.index("audit_event_subject").on(t.subjectType, t.subjectId),
      k.index("audit_event_actor").on(t.actorUserId, t.at),
      k.index("audit_event_action").on(t.action, t.at),
    ],
  );

  /**
   * The chain over all events, in the order they were sealed. It outlives the events: what retention removes is still proven
   * to have been there.
   */
  const auditLink = k.table(
    "audit_link",
    {
      /** From 1, without gaps. */
      sequence: k.int().primaryKey().notNull(),
      eventId: k.text().notNull(),
      eventAt: k.time().notNull(),
      eventHash: k.text().notNull(),
      /** SHA-256 of the link before and this event's hash. */
      chainHash: k.text().notNull(),
      sealedAt: k.time().notNull(),
      /** When retention removed the event. */
      prunedAt: k.time(),
    },
    (t) => [k.uniqueIndex("audit_link_event").on(t.eventId)],
  );
  return { auditEvent, auditLink };
}
