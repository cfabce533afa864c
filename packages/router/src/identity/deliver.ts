import { AppError, type SessionStarted } from "@causeway/contract";
import { describeUser, type StartedSession } from "@causeway/services";
import type { RouterContext } from "../core/context.ts";

/** Sends a session's tokens the way the caller asked for: as cookies, which scripts of the page cannot read, or in the answer. */
export async function deliverSession(
  ctx: RouterContext,
  session: StartedSession,
  delivery: "cookie" | "body",
): Promise<SessionStarted> {
  const { sessionExpiresAt, accessToken, accessTokenExpiresAt, refreshToken } = session;
  const user = await describeUser(ctx, session);
  if (delivery === "body") return { user, sessionExpiresAt, tokens: { accessToken, accessTokenExpiresAt, refreshToken } };
  if (!ctx.cookies) {
    throw new AppError({
      code: "BAD_REQUEST",
      reason: "INVALID_INPUT",
      message: "Cookies cannot be set here; ask for delivery in the body.",
    });
  }
  ctx.cookies.write(session);
  return { user, sessionExpiresAt, tokens: null };
}
