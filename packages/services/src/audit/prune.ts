import { AppError } from "@causeway/contract";
import { and, asc, gte, inArray, isNull, lte } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { findLastLink } from "./link.ts";
import { recordAudit } from "./record.ts";
import { verifyAudit } from "./verify.ts";

const CHUNK = 1000;

/** The last position of the chain before the first event that is to stay; 0 when all are. */
async function findEnd({ db }: Ctx, before: Date): Promise<number> {
  const { auditLink } = db.tables;
  const [kept] = await db
    .select({ sequence: auditLink.sequence })
    .from(auditLink)
    .where(gte(auditLink.eventAt, before))
    .orderBy(asc(auditLink.sequence))
    .limit(1);
  return kept ? kept.sequence - 1 : ((await findLastLink(db))?.sequence ?? 0);
}

/** Removes some of them, oldest first; gives their number. */
async function removeSome(ctx: Ctx, through: number): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const { auditEvent, auditLink } = tx.tables;
    const links = await tx
      .select({ sequence: auditLink.sequence, eventId: auditLink.eventId })
      .from(auditLink)
      .where(and(lte(auditLink.sequence, through), isNull(auditLink.prunedAt)))
      .orderBy(asc(auditLink.sequence))
      .limit(CHUNK);
    const [first, last] = [links[0], links.at(-1)];
    if (!first || !last) return 0;
    const ids = links.map(({ eventId }) => eventId);
    await tx.delete(auditEvent).where(inArray(auditEvent.id, ids));
    const removed = and(
      gte(auditLink.sequence, first.sequence),
      lte(auditLink.sequence, last.sequence),
      isNull(auditLink.prunedAt),
    );
    await tx.update(auditLink).set({ prunedAt: ctx.clock() }).where(removed);
    return links.length;
  });
}

/**
 * Retention: removes events from before an instant and keeps their links, so that the log still verifies. Goes from the oldest
 * up to the first event that stays. Can be stopped at any point and run again. Throws `AUDIT_BROKEN`, and removes nothing, when
 * the log does not verify: it would remove the proof. For the operator only.
 */
export async function pruneAudit(ctx: Ctx, { before }: { before: Date }): Promise<{ removed: number }> {
  const { isIntact, problems } = await verifyAudit(ctx);
  if (!isIntact) {
    throw new AppError({
      code: "CONFLICT",
      reason: "AUDIT_BROKEN",
      message: `The audit log is not as it was written, so nothing was removed: at ${problems[0]?.sequence}, ${problems[0]?.message}.`,
    });
  }
  const through = await findEnd(ctx, before);
  const { auditLink } = ctx.db.tables;
  const left = await ctx.db.$count(auditLink, and(lte(auditLink.sequence, through), isNull(auditLink.prunedAt)));
  if (left === 0) return { removed: 0 };
  // Said before it is done: a link without its event is excused by this signed row only.
  await recordAudit(ctx.db, ctx, { action: "audit.prune", details: { throughSequence: through, before: before.toISOString() } });
  let removed = 0;
  for (let some = await removeSome(ctx, through); some > 0; some = await removeSome(ctx, through)) removed += some;
  return { removed };
}
