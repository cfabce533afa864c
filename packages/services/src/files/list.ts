import type { ListFilesInput, Page, StoredFile } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeFile, type FileRow } from "./internal.ts";

/** A restaurant's files, newest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listFiles(ctx: Ctx, input: ListFilesInput): Promise<Page<StoredFile>> {
  requirePermission(ctx, "file:read");
  const { id } = await getAccessibleRestaurant(ctx, input.restaurantId, "file:read-any");
  const { storedFile } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<FileRow>({
    keys: [
      { column: storedFile.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: storedFile.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select()
    .from(storedFile)
    .where(
      and(
        eq(storedFile.restaurantId, id),
        isNull(storedFile.deletedAt),
        input.purpose && eq(storedFile.purpose, input.purpose),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  const { items, nextCursor } = page(rows);
  return { items: items.map((row) => describeFile(ctx, row)), nextCursor };
}
