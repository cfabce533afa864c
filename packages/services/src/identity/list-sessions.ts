import type { Page, PageInput, Session } from "@causeway/contract";
import { paginate } from "@causeway/db";
import { and, eq, gt, gte, isNull } from "drizzle-orm";
import { requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { SESSION_IDLE_MS } from "./create-session.ts";

/** Neither ended nor run out, nor left unused for so long that it cannot be continued. */
function isOpen({ db: { tables }, clock }: Ctx) {
  const { endedAt, expiresAt, lastUsedAt } = tables.session;
  const now = clock();
  return and(isNull(endedAt), gt(expiresAt, now), gte(lastUsedAt, new Date(now.getTime() - SESSION_IDLE_MS)));
}

/** The caller's open sessions, newest first. */
export async function listSessions(ctx: Ctx, input: PageInput): Promise<Page<Session>> {
  const { userId, sessionId } = requireSession(ctx);
  const { session, user } = ctx.db.tables;
  const { where, orderBy, limit, page } = paginate<Session>({
    keys: [
      { column: session.createdAt, order: "desc", value: (row) => row.createdAt },
      { column: session.id, order: "desc", value: (row) => row.id },
    ],
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await ctx.db
    .select({
      id: session.id,
      createdAt: session.createdAt,
      lastUsedAt: session.lastUsedAt,
      expiresAt: session.expiresAt,
      userAgent: session.userAgent,
      ip: session.ip,
      deviceName: session.deviceName,
      secondFactorAt: session.secondFactorAt,
      impersonatorEmail: user.email,
    })
    .from(session)
    .leftJoin(user, eq(user.id, session.impersonatorUserId))
    .where(and(eq(session.userId, userId), isOpen(ctx), where))
    .orderBy(...orderBy)
    .limit(limit);
  return page(rows.map((row) => ({ ...row, isCurrent: row.id === sessionId })));
}
