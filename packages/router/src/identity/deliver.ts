import { AppError, type SessionStarted, type SignInAnswer } from "@causeway/contract";
import { type CompletedSignIn, describeUser, rememberBrowser, type SignInOutcome, type StartedSession } from "@causeway/services";
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

/** The same for a session that begins with a proof of who it is: the browser is known to the user from now on. */
export async function deliverProven(
  ctx: RouterContext,
  session: StartedSession,
  delivery: "cookie" | "body",
): Promise<SessionStarted> {
  const started = await deliverSession(ctx, session, delivery);
  if (delivery === "cookie") ctx.cookies?.rememberBrowser(rememberBrowser(ctx, session.userId));
  return started;
}

/** The session, or what is still to be given for it: then no cookie is set. */
export async function deliverSignIn(
  ctx: RouterContext,
  { session, due }: SignInOutcome,
  delivery: "cookie" | "body",
): Promise<SignInAnswer> {
  if (session) return { kind: "session", ...(await deliverProven(ctx, session, delivery)) };
  const { challenge, expiresAt, methods } = due;
  return { kind: "secondFactor", challenge, challengeExpiresAt: expiresAt, methods };
}

export async function deliverCompletedSignIn(
  ctx: RouterContext,
  { session, trustedDevice }: CompletedSignIn,
  delivery: "cookie" | "body",
): Promise<SessionStarted> {
  const started = await deliverProven(ctx, session, delivery);
  if (trustedDevice) ctx.cookies?.trustDevice(trustedDevice);
  return started;
}
