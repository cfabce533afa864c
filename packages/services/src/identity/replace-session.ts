import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { createSession, type SessionSeed } from "./create-session.ts";
import { endSessionRow } from "./internal.ts";

/**
 * A new session in the place of one in which the user has just proved who they are (OWASP ASVS 5.0, 7.2.4): whoever had a
 * copy of the old one's tokens has nothing. It lasts no longer than the old one would have.
 */
export async function replaceSession(tx: Db, ctx: Ctx, id: string): Promise<SessionSeed> {
  const { session } = tx.tables;
  const now = ctx.clock();
  const [old] = await tx.select().from(session).where(eq(session.id, id));
  const didEnd = await endSessionRow(tx, { id, at: now, reason: "replaced" });
  if (!old || !didEnd || old.expiresAt <= now) {
    throw new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Your session has ended. Please sign in again." });
  }
  const { userId, expiresAt, secondFactorAt, deviceName } = old;
  return createSession(tx, ctx, { userId, expiresAt, secondFactorAt, deviceName });
}
