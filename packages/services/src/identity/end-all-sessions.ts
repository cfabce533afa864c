import type { Db } from "@causeway/db";
import { and, eq, isNull, ne, or } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { forgetTrustedDevices } from "./factors/trusted-devices.ts";

/**
 * Ends every open session of a user, with its refresh tokens, and those in which the user acts for somebody else, except
 * `but`; makes tokens of old systems worthless, and forgets the browsers that need no second factor. One audit row for each
 * session. Returns their ids.
 */
export async function endAllSessions(tx: Db, ctx: Ctx, input: { userId: string; reason: string; but?: string }): Promise<string[]> {
  const { session, user } = tx.tables;
  const isTheirs = or(eq(session.userId, input.userId), eq(session.impersonatorUserId, input.userId));
  const rows = await tx
    .update(session)
    .set({ endedAt: ctx.clock(), endReason: input.reason })
    .where(and(isTheirs, isNull(session.endedAt), input.but === undefined ? undefined : ne(session.id, input.but)))
    .returning({ id: session.id });
  await tx.update(user).set({ sessionsEndedAt: ctx.clock() }).where(eq(user.id, input.userId));
  await forgetTrustedDevices(tx, input.userId);
  // Whoever comes with a link out of a mail is the user, and not signed in.
  const actor = ctx.principal.kind === "anonymous" ? { actor: { userId: input.userId } } : {};
  for (const { id } of rows) {
    const subject = { type: "session", id };
    await recordAudit(tx, ctx, { action: "session.end", subject, details: { reason: input.reason }, ...actor });
  }
  return rows.map(({ id }) => id);
}
