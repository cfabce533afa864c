import type { Db } from "@causeway/db";
import type { Ctx } from "../runtime/context.ts";

/** A session ends after 30 days, or after 7 without use. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;
export const SESSION_IDLE_MS = 7 * 24 * 60 * 60 * 1000;
/** Acting for somebody else ends after an hour. */
export const IMPERSONATION_MS = 60 * 60 * 1000;

/** A session and the token that continues it. */
export interface SessionSeed {
  sessionId: string;
  userId: string;
  impersonatorUserId: string | null;
  sessionExpiresAt: Date;
  refreshToken: string;
}

/** The tokens of a session, before anybody decided how they travel. */
export interface StartedSession extends SessionSeed {
  accessToken: string;
  accessTokenExpiresAt: Date;
}

export interface NewSession {
  userId: string;
  expiresAt?: Date;
  /** When the user proved who they are, by a password at least: now, unless told; null if somebody else opens the session. */
  provenAt?: Date | null;
  /** When the user gave a second factor; never, unless told. */
  secondFactorAt?: Date | null;
  deviceName?: string | null;
  impersonator?: { userId: string; expiresAt: Date };
}

/** Makes a session in the caller's transaction; `withAccessToken` completes it after the commit. */
export async function createSession(tx: Db, ctx: Ctx, input: NewSession): Promise<SessionSeed> {
  const now = ctx.clock();
  const expiresAt = input.expiresAt ?? new Date(now.getTime() + SESSION_MS);
  const [session] = await tx
    .insert(tx.tables.session)
    .values({
      userId: input.userId,
      impersonatorUserId: input.impersonator?.userId ?? null,
      impersonatorExpiresAt: input.impersonator?.expiresAt ?? null,
      userAgent: ctx.userAgent?.slice(0, 400) ?? null,
      ip: ctx.ip,
      deviceName: input.deviceName ?? null,
      provenAt: input.provenAt === undefined && !input.impersonator ? now : (input.provenAt ?? null),
      secondFactorAt: input.secondFactorAt ?? null,
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
    })
    .returning({ id: tx.tables.session.id });
  if (!session) throw new Error("the database returned no session");
  const refreshToken = ctx.refreshTokens.create();
  await tx.insert(tx.tables.refreshToken).values({
    hash: ctx.refreshTokens.hash(refreshToken),
    sessionId: session.id,
    generation: 0,
    createdAt: now,
  });
  return {
    sessionId: session.id,
    userId: input.userId,
    impersonatorUserId: input.impersonator?.userId ?? null,
    sessionExpiresAt: expiresAt,
    refreshToken,
  };
}

/** Outside the transaction, because signing runs on the thread pool and must not hold the write lock. */
export async function withAccessToken(ctx: Ctx, seed: SessionSeed): Promise<StartedSession> {
  const { token, expiresAt } = await ctx.accessTokens.issue({ userId: seed.userId, sessionId: seed.sessionId });
  return { ...seed, accessToken: token, accessTokenExpiresAt: expiresAt };
}
