import { type Db, isUniqueViolation } from "@causeway/db";
import { and, asc, eq, getTableColumns, gt, gte, inArray, isNull, or } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { type AuditEventRow, eventHash } from "./canonical-event.ts";
import { canonicalLink, CHAIN_START, findLastLink } from "./link.ts";
import { recordAudit } from "./record.ts";

const CHUNK = 500;
/** No transaction is open longer: an event that is older than the last sealed one by more has been sealed. */
const LATECOMERS_MS = 60 * 60 * 1000;

/** Committed events that no link has, in the order in which they are to be sealed. */
async function findUnsealed(db: Db, { since, after }: { since?: Date; after?: AuditEventRow }): Promise<AuditEventRow[]> {
  const { auditEvent, auditLink } = db.tables;
  return db
    .select(getTableColumns(auditEvent))
    .from(auditEvent)
    .leftJoin(auditLink, eq(auditLink.eventId, auditEvent.id))
    .where(
      and(
        isNull(auditLink.sequence),
        since && gte(auditEvent.at, since),
        after && gte(auditEvent.at, after.at),
        after && or(gt(auditEvent.at, after.at), gt(auditEvent.id, after.id)),
      ),
    )
    .orderBy(asc(auditEvent.at), asc(auditEvent.id))
    .limit(CHUNK);
}

/** Events of the version before there was a chain have no signature; how many there were is said once, signed. */
async function recordStart(tx: Db, ctx: Ctx): Promise<void> {
  const { auditEvent } = tx.tables;
  const unsigned = await tx.$count(auditEvent, isNull(auditEvent.mac));
  if (unsigned > 0) await recordAudit(tx, ctx, { action: "audit.start", details: { unsigned } });
}

async function appendLinks(tx: Db, ctx: Ctx, events: readonly AuditEventRow[]): Promise<number> {
  const { auditLink } = tx.tables;
  const last = await findLastLink(tx);
  if (!last) await recordStart(tx, ctx);
  const ids = events.map(({ id }) => id);
  const rows = await tx.select({ id: auditLink.eventId }).from(auditLink).where(inArray(auditLink.eventId, ids));
  const sealed = new Set(rows.map(({ id }) => id));
  let [sequence, previousHash] = [last?.sequence ?? 0, last?.chainHash ?? CHAIN_START];
  const links = events
    .filter(({ id }) => !sealed.has(id))
    .map((event) => {
      sequence++;
      const link = { sequence, eventId: event.id, eventAt: event.at, eventHash: eventHash(event), sealedAt: ctx.clock() };
      previousHash = ctx.auditKeys.sign(canonicalLink(link, previousHash));
      return { ...link, chainHash: previousHash };
    });
  if (links.length > 0) await tx.insert(auditLink).values(links);
  return links.length;
}

/**
 * Appends the events that were committed meanwhile to the chain; gives their number. With `isWhole` it looks at all events, else
 * at those that can have come since, or of these at the newest. Any number of processes may do it at once: each event gets one link.
 */
export async function sealAudit(ctx: Ctx, { isWhole = false, lookBackMs = LATECOMERS_MS } = {}): Promise<number> {
  const last = isWhole ? undefined : await findLastLink(ctx.db);
  const since = last && new Date(last.eventAt.getTime() - lookBackMs);
  let [total, after]: [number, AuditEventRow | undefined] = [0, undefined];
  for (;;) {
    // Outside the transaction: what it read there, every business transaction would have to be compared with.
    const events: AuditEventRow[] = await findUnsealed(ctx.db, { ...(since && { since }), ...(after && { after }) });
    after = events.at(-1);
    if (!after) return total;
    try {
      total += await ctx.db.transaction((tx) => appendLinks(tx, ctx, events));
    } catch (error) {
      // Another process was quicker with the same link; what it left is found the next time.
      if (!isUniqueViolation(error)) throw error;
      return total;
    }
  }
}
