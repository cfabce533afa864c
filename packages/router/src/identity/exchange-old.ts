import { AppError, type ExchangeOldTokenInput, type SessionStarted } from "@causeway/contract";
import { exchangeOldToken } from "@causeway/services";
import type { RouterContext } from "../core/context.ts";
import { deliverSession } from "./deliver.ts";

/** The token comes from the input or, for browsers, from the old system's cookie, which is worth nothing afterwards. */
export async function exchangeOld(ctx: RouterContext, { system, token, delivery }: ExchangeOldTokenInput): Promise<SessionStarted> {
  const cookie = token === undefined ? findOldCookie(ctx, system) : null;
  const presented = token ?? cookie?.value;
  if (presented === undefined) {
    throw new AppError({ code: "UNAUTHORIZED", reason: "OLD_TOKEN_REFUSED", message: "There is no earlier sign-in to continue." });
  }
  const started = await deliverSession(ctx, await exchangeOldToken(ctx, { system, token: presented }), delivery);
  if (cookie) ctx.cookies?.dropOld(cookie.name);
  return started;
}

function findOldCookie({ cookies, tokenWindows }: RouterContext, system: string): { name: string; value: string } | null {
  for (const descriptor of tokenWindows.get(system)?.descriptors ?? []) {
    const name = "cookie" in descriptor ? descriptor.cookie : undefined;
    const value = name === undefined ? undefined : cookies?.readOld(name);
    if (name !== undefined && value !== undefined) return { name, value };
  }
  return null;
}
