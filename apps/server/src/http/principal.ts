import { AppError } from "@causeway/contract";
import {
  ANONYMOUS,
  authenticate,
  authenticateApiKey,
  findRenewableSession,
  isKeyText,
  type Principal,
  type Runtime,
} from "@causeway/services";
import { getCookie } from "hono/cookie";
import type { CookieNames } from "./cookies.ts";
import type { HttpContext } from "./env.ts";

const MAX_TOKEN_LENGTH = 4096;

function bearerToken(header: string): string {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header) ?? [];
  if (token === undefined || token.length > MAX_TOKEN_LENGTH) {
    throw new AppError({
      code: "UNAUTHORIZED",
      reason: "NOT_SIGNED_IN",
      message: "The Authorization header is not a bearer token.",
    });
  }
  return token;
}

export interface PrincipalOptions {
  names: CookieNames;
  /** Calls in the request, for keys that are good for so many. */
  calls: number;
}

/**
 * Who makes this request: by the Authorization header (RFC 6750), an access token or an API key, else by the cookie. A wrong
 * header is an error; a cookie whose session is over makes the caller anonymous, so that signing in again works.
 */
export async function principalOf(c: HttpContext, runtime: Runtime, { names, calls }: PrincipalOptions): Promise<Principal> {
  const header = c.req.header("authorization");
  if (header !== undefined) {
    const token = bearerToken(header);
    if (isKeyText(token)) return authenticateApiKey(runtime, token, { ip: c.get("facts").ip, calls });
    return authenticate(runtime, token);
  }
  const cookie = getCookie(c, names.access);
  if (cookie === undefined || cookie.length > MAX_TOKEN_LENGTH) return ANONYMOUS;
  try {
    return await authenticate(runtime, cookie);
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAUTHORIZED") return ANONYMOUS;
    throw error;
  }
}

/** The session that this browser can renew; null where it has none. */
export async function renewableSession(c: HttpContext, runtime: Runtime, names: CookieNames): Promise<string | null> {
  const token = getCookie(c, names.refresh);
  return token === undefined || token.length > MAX_TOKEN_LENGTH ? null : findRenewableSession(runtime, token);
}
