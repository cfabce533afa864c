import type { ListQuarantinedInput, Page, QuarantinedRow, QuarantineState } from "@causeway/contract";
import { type Db, paginate } from "@causeway/db";
import { and, eq, isNotNull, isNull, type SQL } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { describeQuarantined, quarantineColumns } from "./internal.ts";

function isIn({ quarantinedRow: row }: Db["tables"], state: QuarantineState): SQL {
  if (state === "waiting") return isNull(row.decision);
  return state === "decided" ? isNotNull(row.decision) : eq(row.decision, state);
}

/** What an import set aside, by system, table and old id; what waits for a decision, unless told. */
export async function listQuarantined(ctx: Ctx, input: ListQuarantinedInput): Promise<Page<QuarantinedRow>> {
  requirePermission(ctx, "crossing:read");
  const { quarantinedRow: row, user } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<{ system: string; table: string; oldId: string }>({
    keys: [
      { column: row.system, order: "asc", value: ({ system }) => system },
      { column: row.kind, order: "asc", value: ({ table }) => table },
      { column: row.oldId, order: "asc", value: ({ oldId }) => oldId },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select(quarantineColumns(ctx.db))
    .from(row)
    .leftJoin(user, eq(user.id, row.decidedBy))
    .where(
      and(
        isIn(ctx.db.tables, input.state),
        input.system === undefined ? undefined : eq(row.system, input.system),
        input.table === undefined ? undefined : eq(row.kind, input.table),
        input.reason === undefined ? undefined : eq(row.reason, input.reason),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  const { nextCursor } = page(rows);
  return { items: rows.slice(0, input.limit).map((stored) => describeQuarantined(ctx, stored)), nextCursor };
}
