import { AppError, type Page, type RetriedRow, type RetryAllQuarantinedInput } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, sql } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { findEngine } from "../find-engine.ts";
import { requireManager, waitingRows } from "./internal.ts";
import { retryQuarantined } from "./retry.ts";

/** Null where somebody else has decided about the row in the meantime. */
async function retryOne(ctx: Ctx, id: string): Promise<RetriedRow | null> {
  try {
    return await retryQuarantined(ctx, { id, corrections: {} });
  } catch (error) {
    const isDecided = error instanceof AppError && ["QUARANTINE_NOT_FOUND", "QUARANTINE_DECIDED"].includes(error.reason);
    if (isDecided) return null;
    throw error;
  }
}

/**
 * Retries a page of waiting rows as they are, each in a transaction of its own, tables in the order of the import: what others
 * point at comes first. Throws `CROSSING_NOT_FOUND`.
 */
export async function retryAllQuarantined(ctx: Ctx, input: RetryAllQuarantinedInput): Promise<Page<RetriedRow>> {
  requireManager(ctx);
  const { quarantinedRow: table } = ctx.db.tables;
  const kinds = findEngine(ctx, input.system).rules.tables.map((rules) => rules.table);
  const placeOf = (kind: string) => String((kinds.indexOf(kind) + 1000) % 1000).padStart(3, "0");
  const cases = kinds.map((kind) => sql`when ${kind} then ${placeOf(kind)}`);
  const place = sql<string>`case ${table.kind} ${sql.join(cases, sql` `)} else '999' end`;
  const { where, orderBy, limit, page } = paginate<{ id: string; kind: string; oldId: string }>({
    keys: [
      ...(cases.length > 0 ? [{ column: place, order: "asc" as const, value: ({ kind }: { kind: string }) => placeOf(kind) }] : []),
      { column: table.oldId, order: "asc", value: ({ oldId }) => oldId },
      { column: table.id, order: "asc", value: ({ id }) => id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select({ id: table.id, kind: table.kind, oldId: table.oldId })
    .from(table)
    .where(and(waitingRows(ctx.db.tables, input), where))
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  const retried: RetriedRow[] = [];
  for (const { id } of items) {
    const row = await retryOne(ctx, id);
    if (row) retried.push(row);
  }
  return { items: retried, nextCursor };
}
