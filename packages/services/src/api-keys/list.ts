import type { ApiKey, ApiKeyOfUser, ListAllApiKeysInput, Page, PageInput } from "@causeway/contract";
import { type Db, paginate } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { requirePermission, requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { toApiKey } from "./internal.ts";

function newestFirst(db: Db, { cursor, limit }: PageInput) {
  const { apiKey } = db.tables;
  return paginate<ApiKeyOfUser>({
    keys: [
      { column: apiKey.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: apiKey.id, order: "desc", value: (row) => row.id },
    ],
    cursor,
    limit,
  });
}

async function listKeys(ctx: Ctx, { userId, ...input }: PageInput & { userId?: string | undefined }): Promise<Page<ApiKeyOfUser>> {
  const { apiKey, user } = ctx.db.tables;
  const { where, orderBy, limit, page } = newestFirst(ctx.db, input);
  const rows = await ctx.db
    .select({ key: apiKey, email: user.email })
    .from(apiKey)
    .innerJoin(user, eq(user.id, apiKey.userId))
    .where(and(userId === undefined ? undefined : eq(apiKey.userId, userId), where))
    .orderBy(...orderBy)
    .limit(limit);
  const now = ctx.clock();
  return page(rows.map(({ key, email }) => ({ ...toApiKey(key, now), userId: key.userId, email })));
}

/** The caller's keys, newest first, also those that have ended. */
export async function listApiKeys(ctx: Ctx, input: PageInput): Promise<Page<ApiKey>> {
  const { userId } = requireSession(ctx);
  return listKeys(ctx, { ...input, userId });
}

/** Everybody's keys. */
export async function listAllApiKeys(ctx: Ctx, input: ListAllApiKeysInput): Promise<Page<ApiKeyOfUser>> {
  requirePermission(ctx, "api-key:read-any");
  return listKeys(ctx, input);
}
