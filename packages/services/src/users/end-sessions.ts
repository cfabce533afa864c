import type { UserRef } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import { endAllSessions } from "../identity/end-all-sessions.ts";
import type { Ctx } from "../runtime/context.ts";
import { getManagedUser } from "./internal.ts";

/** Signs a user out everywhere; returns from how many sessions. Throws `USER_NOT_FOUND`, `USER_IS_YOURSELF`, `USER_RANK`. */
export async function endUserSessions(ctx: Ctx, { id }: UserRef): Promise<{ ended: number }> {
  return ctx.db.transaction(async (tx) => {
    await getManagedUser(tx, ctx, id);
    const ended = await endAllSessions(tx, ctx, { userId: id, reason: "ended-by-administrator" });
    await recordAudit(tx, ctx, { action: "user.end-sessions", subject: { type: "user", id }, details: { sessions: ended.length } });
    return { ended: ended.length };
  });
}
