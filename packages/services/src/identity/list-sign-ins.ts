import {
  emailKey,
  type ListSignInAttemptsInput,
  type OwnSignIn,
  type Page,
  type PageInput,
  type SignInAttempt,
} from "@causeway/contract";
import { type Db, paginate } from "@causeway/db";
import { and, eq, gte, lt } from "drizzle-orm";
import { requirePermission, requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { storedEmailKey } from "./sign-in-attempts.ts";

const newestFirst = <TRow extends { at: Date; id: string }>({ tables: { signInAttempt: table } }: Db, input: PageInput) =>
  paginate<TRow>({
    keys: [
      { column: table.at, order: "desc", value: (row) => row.at },
      { column: table.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });

const own = ({ tables: { signInAttempt: table } }: Db) => ({
  id: table.id,
  at: table.at,
  door: table.door,
  result: table.result,
  reason: table.reason,
  ip: table.ip,
  userAgent: table.userAgent,
});

/** Tries to get in at any account, also at those that do not exist, newest first. */
export async function listSignInAttempts(ctx: Ctx, input: ListSignInAttemptsInput): Promise<Page<SignInAttempt>> {
  requirePermission(ctx, "sign-in:read");
  const { signInAttempt: table } = ctx.db.tables;
  const { where, orderBy, limit, page } = newestFirst<SignInAttempt>(ctx.db, input);
  const { email, userId, ip, door, result, from, until } = input;
  const rows = await ctx.db
    .select({ ...own(ctx.db), email: table.emailKey, userId: table.userId })
    .from(table)
    .where(
      and(
        email === undefined ? undefined : eq(table.emailKey, storedEmailKey(emailKey(email))),
        userId === undefined ? undefined : eq(table.userId, userId),
        ip === undefined ? undefined : eq(table.ip, ip),
        door === undefined ? undefined : eq(table.door, door),
        result === undefined ? undefined : eq(table.result, result),
        from === undefined ? undefined : gte(table.at, from),
        until === undefined ? undefined : lt(table.at, until),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}

/** Tries to get in at the caller's account, newest first. */
export async function listOwnSignIns(ctx: Ctx, input: PageInput): Promise<Page<OwnSignIn>> {
  const { userId } = requireSession(ctx);
  const { signInAttempt: table } = ctx.db.tables;
  const { where, orderBy, limit, page } = newestFirst<OwnSignIn>(ctx.db, input);
  const rows = await ctx.db
    .select(own(ctx.db))
    .from(table)
    .where(and(eq(table.userId, userId), where))
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows);
}
