import { AppError, type TokenUseResult } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import { createSession, type SessionSeed, type StartedSession, withAccessToken } from "../../identity/create-session.ts";
import type { Ctx } from "../../runtime/context.ts";
import { isTokenEnded } from "../acting.ts";
import { countTokenUse, type TokenKey } from "./count-token-use.ts";
import { findOldTokenUser } from "./find-old-token-user.ts";
import { type ReadOldToken, readOldToken } from "./read-old-token.ts";
import { sha256 } from "./readers/signed-text.ts";
import { isWindowOpen } from "./token-windows.ts";
import { whyRevoked } from "./why-revoked.ts";

/**
 * Starts a session for a token or cookie of an old system, once for each. Throws `OLD_TOKEN_REFUSED`, the same for whatever is
 * wrong with it: a signature, its age, the window, its user, or that it was exchanged before. Nobody has proved a password in
 * the session, so what asks for a recent proof asks for one.
 */
export async function exchangeOldToken(ctx: Ctx, { system, token }: { system: string; token: string }): Promise<StartedSession> {
  const window = ctx.tokenWindows.get(system);
  if (!window) throw refused();
  const read = await readOldToken(ctx, window, token);
  const kind = read?.descriptor.kind ?? window.descriptors[0]?.kind ?? "";
  const count = (key: TokenKey, result: TokenUseResult) => countTokenUse(ctx, { system, kind, key, result });
  if (!read) {
    count("none", "refused");
    throw refused();
  }
  const key = read.isOwn ? "own" : "old";
  if (!read.isOwn && !isWindowOpen(window, ctx.clock())) {
    count(key, "closed");
    throw refused();
  }
  const seed = await open(ctx, { system, read });
  count(key, seed ? "exchanged" : "refused");
  if (!seed) throw refused();
  return withAccessToken(ctx, seed);
}

interface Exchange {
  system: string;
  read: ReadOldToken;
}

/** The new session; null where the token is good no more. */
async function open(ctx: Ctx, { system, read }: Exchange): Promise<SessionSeed | null> {
  const { kind, user: link } = read.descriptor;
  const isEnded = await isTokenEnded(ctx, sha256(read.identity).toString("base64url"));
  return ctx.db.transaction(async (tx) => {
    const user = await findOldTokenUser(tx, { system, link, subject: read.subject });
    if (!user) return null;
    const { userId } = user;
    const note = { action: "legacy-token.exchange", actor: { userId } };
    const reason = isEnded ? "ended" : whyRevoked(user, read.issuedAt);
    const hash = sha256(JSON.stringify([system, kind, read.identity])).toString("base64url");
    if (reason !== null || (await isExchanged(tx, hash))) {
      const details = { system, kind, reason: reason ?? "exchanged-before" };
      await recordAudit(tx, ctx, { ...note, result: "failure", subject: { type: "user", id: userId }, details });
      return null;
    }
    const seed = await createSession(tx, ctx, { userId, provenAt: null });
    const { sessionId } = seed;
    // Whoever comes second at once waits here, has to begin again, and finds then that the token was exchanged.
    await tx
      .insert(tx.tables.legacyExchange)
      .values({ hash, system, kind, userId, sessionId, at: ctx.clock() })
      .onConflictDoNothing();
    await recordAudit(tx, ctx, { ...note, subject: { type: "session", id: sessionId }, details: { system, kind } });
    return seed;
  });
}

async function isExchanged(tx: Db, hash: string): Promise<boolean> {
  const { legacyExchange: table } = tx.tables;
  return (await tx.$count(table, eq(table.hash, hash))) > 0;
}

function refused(): AppError {
  return new AppError({
    code: "UNAUTHORIZED",
    reason: "OLD_TOKEN_REFUSED",
    message: "Your earlier sign-in is not valid any more. Please sign in again.",
  });
}
