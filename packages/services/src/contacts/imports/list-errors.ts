import { CustomerCells, type ImportRowError, type ListImportErrorsInput, type Page, RowRefusal } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getAccessibleImport } from "./internal.ts";

/** The rows of a list that were refused and are still open, in the order of the file. Throws `IMPORT_NOT_FOUND`. */
export async function listImportErrors(ctx: Ctx, input: ListImportErrorsInput): Promise<Page<ImportRowError>> {
  requirePermission(ctx, "contact:read");
  const { id } = await getAccessibleImport(ctx.db, ctx, input.id, "contact:read-any");
  const { contactImportError: refusal } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<{ row: number }>({
    keys: [{ column: refusal.row, order: "asc", value: ({ row }) => row }],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select({ row: refusal.row, reason: refusal.reason, message: refusal.message, cells: refusal.cells })
    .from(refusal)
    .where(and(eq(refusal.importId, id), isNull(refusal.resolvedAt), where))
    .orderBy(...orderBy)
    .limit(limit);
  const { nextCursor } = page(rows);
  const items = rows
    .slice(0, input.limit)
    .map((row) => ({ ...row, reason: RowRefusal.parse(row.reason), cells: CustomerCells.parse(row.cells) }));
  return { items, nextCursor };
}
