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
    },
    (t) => [k.index("audit_event_at").on(t.at, t.id), k.index("audit_event_subject").on(t.subjectType, t.subjectId)],
  );
  return { auditEvent };
}
