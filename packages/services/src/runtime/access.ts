import { AppError, type Permission } from "@causeway/contract";
import { eq } from "drizzle-orm";
import type { Ctx, UserPrincipal } from "./context.ts";

/** True when the caller holds the permission. */
export function can(ctx: Pick<Ctx, "principal">, permission: Permission): boolean {
  return ctx.principal.kind !== "anonymous" && ctx.principal.permissions.has(permission);
}

/** Throws unless the caller holds the permission. */
export function requirePermission(ctx: Pick<Ctx, "principal">, permission: Permission): void {
  if (ctx.principal.kind === "anonymous") throw notSignedIn();
  if (!can(ctx, permission)) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "PERMISSION_MISSING",
      message: "You are not allowed to do this.",
      details: { permission },
    });
  }
}

/** The signed-in person. Throws for anonymous callers and for programs. */
export function requireUser(ctx: Pick<Ctx, "principal">): UserPrincipal {
  if (ctx.principal.kind !== "user") throw notSignedIn();
  return ctx.principal;
}

/** As `requireUser`, with a session of ours to act on. */
export function requireSession(ctx: Pick<Ctx, "principal">): UserPrincipal & { sessionId: string } {
  const { sessionId, ...user } = requireUser(ctx);
  if (user.apiKeyId !== undefined) {
    throw new AppError({ code: "FORBIDDEN", reason: "API_KEY_FORBIDS", message: "This cannot be done with an API key." });
  }
  if (sessionId === null) throw notSignedIn();
  return { ...user, sessionId };
}

/** For what nobody may do in another's name. Throws `IMPERSONATION_FORBIDS`. */
export function requireOwnName({ principal }: Pick<Ctx, "principal">): void {
  if (principal.kind === "user" && principal.impersonatorUserId !== null) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "IMPERSONATION_FORBIDS",
      message: "This cannot be done while acting for somebody else.",
    });
  }
}

/** As `requireSession`, for what nobody may do in another's name. Throws `IMPERSONATION_FORBIDS`. */
export function requireOwnSession(ctx: Pick<Ctx, "principal">): UserPrincipal & { sessionId: string } {
  const user = requireSession(ctx);
  requireOwnName(ctx);
  return user;
}

/** How long after giving the password (or a factor) a user may do what needs a recent proof. */
export const RECENT_PROOF_MS = 10 * 60 * 1000;

/**
 * As `requireOwnSession`, for what a stolen session alone must not do. Throws `PROOF_NEEDED` unless the user proved who they
 * are within the last ten minutes: by signing in, or with `identity.reauthenticate`.
 */
export async function requireRecentProof(
  ctx: Pick<Ctx, "principal" | "db" | "clock">,
): Promise<UserPrincipal & { sessionId: string }> {
  const user = requireOwnSession(ctx);
  const { session } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ provenAt: session.provenAt, endedAt: session.endedAt })
    .from(session)
    .where(eq(session.id, user.sessionId));
  // Looked at again: it may have ended since the request came in.
  if (!row || row.endedAt) throw notSignedIn();
  const provenAt = row.provenAt?.getTime() ?? -Infinity;
  if (ctx.clock().getTime() - provenAt > RECENT_PROOF_MS) {
    throw new AppError({ code: "FORBIDDEN", reason: "PROOF_NEEDED", message: "Please enter your password again first." });
  }
  return user;
}

function notSignedIn(): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN", message: "Please sign in." });
}
