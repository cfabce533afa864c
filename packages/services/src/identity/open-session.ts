import type { AuditDetails, Db } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { createSession, type SessionSeed } from "./create-session.ts";

/** What ends every way of signing in: the user's new session, and its audit row. */
export async function openSession(
  tx: Db,
  ctx: Ctx,
  { userId, secondFactorAt = null, details = {} }: { userId: string; secondFactorAt?: Date | null; details?: AuditDetails },
): Promise<SessionSeed> {
  const session = await createSession(tx, ctx, { userId, secondFactorAt });
  await recordAudit(tx, ctx, {
    action: "session.create",
    subject: { type: "session", id: session.sessionId },
    actor: { userId },
    details,
  });
  return session;
}
