import { AppError, type RefreshInput, type SessionStarted } from "@causeway/contract";
import { refresh } from "@causeway/services";
import type { RouterContext } from "../core/context.ts";
import { deliverSession } from "./deliver.ts";

/** Takes the token from the input or, for browsers, from the cookie; a session that is over loses its cookies. */
export async function refreshSession(ctx: RouterContext, input: RefreshInput): Promise<SessionStarted> {
  const presented = input.refreshToken ?? ctx.cookies?.refreshToken;
  if (presented === undefined) {
    throw new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Your session has ended. Please sign in again." });
  }
  try {
    return await deliverSession(ctx, await refresh(ctx, presented), input.delivery);
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAUTHORIZED" && input.refreshToken === undefined) ctx.cookies?.clear();
    throw error;
  }
}
