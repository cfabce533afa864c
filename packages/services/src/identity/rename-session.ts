import { AppError, type RenameSessionInput } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

export function sessionNotFound(): AppError {
  return new AppError({ code: "NOT_FOUND", reason: "SESSION_NOT_FOUND", message: "This session does not exist." });
}

/** What the user calls the device of a session. Throws `SESSION_NOT_FOUND`, also for anybody else's and for one that has ended. */
export async function renameSession(ctx: Ctx, { id, deviceName }: RenameSessionInput): Promise<void> {
  const { userId } = requireOwnSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { session } = tx.tables;
    const renamed = await tx
      .update(session)
      .set({ deviceName: deviceName === "" ? null : deviceName })
      .where(and(eq(session.id, id), eq(session.userId, userId), isNull(session.endedAt)))
      .returning({ id: session.id });
    if (renamed.length === 0) throw sessionNotFound();
    await recordAudit(tx, ctx, { action: "session.rename", subject: { type: "session", id } });
  });
}
