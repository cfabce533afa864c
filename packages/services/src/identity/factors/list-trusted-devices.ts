import type { Page, PageInput, TrustedDevice } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq, gt } from "drizzle-orm";
import { requireSession } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";

/** The browsers on which the caller need not give the second factor, newest first. */
export async function listTrustedDevices(ctx: Ctx, input: PageInput): Promise<Page<TrustedDevice>> {
  const { userId } = requireSession(ctx);
  const { trustedDevice: table } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<TrustedDevice>({
    keys: [
      { column: table.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: table.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const { id, userAgent, ip, createdAt, lastUsedAt, expiresAt } = table;
  const rows = await ctx.db
    .select({ id, userAgent, ip, createdAt, lastUsedAt, expiresAt })
    .from(table)
    .where(and(eq(table.userId, userId), gt(table.expiresAt, ctx.clock()), where))
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
