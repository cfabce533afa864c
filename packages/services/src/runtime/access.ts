import { AppError, type Permission } from "@causeway/contract";
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
  if (sessionId === null) throw notSignedIn();
  return { ...user, sessionId };
}

/** As `requireSession`, for what nobody may do in another's name. Throws `IMPERSONATION_FORBIDS`. */
export function requireOwnSession(ctx: Pick<Ctx, "principal">): UserPrincipal & { sessionId: string } {
  const user = requireSession(ctx);
  if (user.impersonatorUserId !== null) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "IMPERSONATION_FORBIDS",
      message: "This cannot be done while acting for somebody else.",
    });
  }
  return user;
}

function notSignedIn(): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN", message: "Please sign in." });
}
