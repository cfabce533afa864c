import type { ListUsersInput, Page, UserSummary } from "@causeway/contract";
import { containsPattern, type Db, type PageKey, paginate } from "@causeway/db";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

export function summaryColumns({ tables: { user, session, totpFactor } }: Db) {
  const lastSeenAt = sql<Date | null>`(select max(${session.lastUsedAt}) from ${session} where ${session.userId} = ${user.id})`;
  return {
    id: user.id,
    email: user.email,
    displayName: user.displayName,
    role: user.roleKey,
    createdAt: user.createdAt,
    emailVerifiedAt: user.emailVerifiedAt,
    disabledAt: user.disabledAt,
    lastSeenAt: lastSeenAt.mapWith(session.lastUsedAt).as("last_seen_at"),
    factorAt: totpFactor.confirmedAt,
  };
}

/** Everybody, newest first unless told; `search` is a part of the address or the name. */
export async function listUsers(ctx: Ctx, input: ListUsersInput): Promise<Page<UserSummary>> {
  requirePermission(ctx, "user:read-any");
  const { user, totpFactor } = ctx.db.tables;
  const { order, search, role, isDisabled } = input;
  const sortKey: PageKey<UserSummary> =
    input.sort === "email"
      ? { column: ctx.db.fn.bytewise(user.email), order, value: (row) => row.email }
      : { column: user.createdAt, order, value: (row) => row.createdAt };
  const { where, orderBy, limit, page } = paginate({
    keys: [sortKey, { column: user.id, order, value: (row) => row.id }],
    cursor: input.cursor,
    limit: input.limit,
  });
  const contains = (column: typeof user.email | typeof user.displayName) =>
    ctx.db.fn.likeAscii(column, containsPattern(search?.trim() ?? ""));
  const rows = await ctx.db
    .select(summaryColumns(ctx.db))
    .from(user)
    .leftJoin(totpFactor, eq(totpFactor.userId, user.id))
    .where(
      and(
        search?.trim() ? or(contains(user.email), contains(user.displayName)) : undefined,
        role === undefined ? undefined : eq(user.roleKey, role),
        isDisabled === undefined ? undefined : isDisabled ? isNotNull(user.disabledAt) : isNull(user.disabledAt),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows.map(({ factorAt, ...row }) => ({ ...row, hasSecondFactor: factorAt !== null })));
}
