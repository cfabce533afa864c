import type { AuditEvent, AuditFilter, Page } from "@causeway/contract";
import { type Db, paginate, prefixPattern } from "@causeway/db";
import { and, eq, gte, inArray, lt } from "drizzle-orm";

function conditions(db: Db, filter: AuditFilter) {
  const { auditEvent: event } = db.tables;
  const { actorUserId, actingForUserId, subjectType, subjectId, action, result, requestId, ip, from, until } = filter;
  return [
    actorUserId === undefined ? undefined : eq(event.actorUserId, actorUserId),
    actingForUserId === undefined ? undefined : eq(event.actingForUserId, actingForUserId),
    subjectType === undefined ? undefined : eq(event.subjectType, subjectType),
    subjectId === undefined ? undefined : eq(event.subjectId, subjectId),
    action === undefined ? undefined : db.fn.likeAscii(event.action, prefixPattern(action)),
    result === undefined ? undefined : eq(event.result, result),
    requestId === undefined ? undefined : eq(event.requestId, requestId),
    ip === undefined ? undefined : eq(event.ip, ip),
    from === undefined ? undefined : gte(event.at, from),
    until === undefined ? undefined : lt(event.at, until),
  ];
}

/** The addresses of those who still have an account. */
async function emailsOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const { user } = db.tables;
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await db.select({ id: user.id, email: user.email }).from(user).where(inArray(user.id, wanted));
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** A page of events, newest first. Who may see them is the caller's to ask. */
export async function queryAudit(
  db: Db,
  input: AuditFilter & { cursor?: string | undefined; limit: number },
): Promise<Page<AuditEvent>> {
  const { auditEvent } = db.tables;
  const { where, orderBy, limit, page } = paginate<typeof auditEvent.$inferSelect>({
    keys: [
      { column: auditEvent.at, order: "desc", value: (row) => row.at },
      { column: auditEvent.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await db
    .select()
    .from(auditEvent)
    .where(and(...conditions(db, input), where))
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  const emails = await emailsOf(
    db,
    items.flatMap(({ actorUserId, actingForUserId }) => [actorUserId, actingForUserId]),
  );
  const person = (id: string | null) => (id === null ? null : { id, email: emails.get(id) ?? null });
  return {
    items: items.map(({ actorUserId, actingForUserId, mac: _, ...event }) => ({
      ...event,
      actor: person(actorUserId),
      actingFor: person(actingForUserId),
      details: event.details ?? {},
    })),
    nextCursor,
  };
}
