import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Ctx } from "../runtime/context.ts";
import { linkInvalid } from "./one-time-tokens.ts";

const LIFETIME_MINUTES = 24 * 60;
/** Keeps tokens of other purposes apart (RFC 8725, section 3.11). */
const TYPE = "sign-up+jwt";
const Claims = z.object({ email: z.string() });

const keyOf = (ctx: Pick<Ctx, "deriveKey">) => ctx.deriveKey("sign-up link");
const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

/**
 * A link for an address that has no account yet, so that there is no row to keep a token in. It needs none: once there is an
 * account, the address is taken.
 */
export async function createSignUpLink(ctx: Ctx, email: string): Promise<{ link: string; validMinutes: number }> {
  const token = await new SignJWT({ email })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setExpirationTime(secondsOf(ctx.clock()) + LIFETIME_MINUTES * 60)
    .sign(keyOf(ctx));
  return { link: `${ctx.publicUrl}/finish-sign-up#token=${token}`, validMinutes: LIFETIME_MINUTES };
}

/** The address that such a link reached. Throws `LINK_INVALID`. */
export async function readSignUpToken(ctx: Ctx, token: string): Promise<string> {
  const options = { algorithms: ["HS256"], typ: TYPE, currentDate: ctx.clock(), requiredClaims: ["exp"] };
  const verified = await jwtVerify(token, keyOf(ctx), options).catch(() => null);
  const claims = Claims.safeParse(verified?.payload);
  if (!claims.success) throw linkInvalid();
  return claims.data.email;
}
