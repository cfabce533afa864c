import type { ContactImport, ListImportsInput, Page } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { getAccessibleRestaurant } from "../../restaurants/internal.ts";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { describeImport, selectImports } from "./internal.ts";

/** The customer lists of a restaurant, newest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listImports(ctx: Ctx, input: ListImportsInput): Promise<Page<ContactImport>> {
  requirePermission(ctx, "contact:read");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "contact:read-any");
  const { contactImport } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<{ id: string; createdAt: Date }>({
    keys: [
      { column: contactImport.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: contactImport.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await selectImports(ctx.db, and(eq(contactImport.restaurantId, restaurantId), where))
    .orderBy(...orderBy)
    .limit(limit);
  const { nextCursor } = page(rows);
  return { items: rows.slice(0, input.limit).map(({ ownerUserId: _, ...row }) => describeImport(row)), nextCursor };
}
