import { recordAudit } from "../audit/record.ts";
import { requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { endSessionRow } from "./internal.ts";

/** Ends the caller's own session. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { sessionId } = requireSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const didEnd = await endSessionRow(tx, { id: sessionId, at: ctx.clock(), reason: "signed-out" });
    if (didEnd) await recordAudit(tx, ctx, { action: "session.end", subject: { type: "session", id: sessionId } });
  });
}
