import type { RouterContext, TokenCookies } from "@causeway/router";
import { getCookie } from "hono/cookie";
import { serialize } from "hono/utils/cookie";
import type { HttpContext } from "./env.ts";

export interface CookieNames {
  access: string;
  refresh: string;
  trustedDevice: string;
  knownBrowser: string;
  isSecure: boolean;
}

/** Over https the names carry `__Host-`: a browser then takes them only from this very host, with Secure and without a domain. */
export function cookieNames(publicUrl: string): CookieNames {
  const isSecure = publicUrl.startsWith("https:");
  const prefix = isSecure ? "__Host-" : "";
  return {
    access: `${prefix}causeway-access`,
    refresh: `${prefix}causeway-refresh`,
    trustedDevice: `${prefix}causeway-device`,
    knownBrowser: `${prefix}causeway-browser`,
    isSecure,
  };
}

export function hasTokenCookie(c: HttpContext, names: CookieNames): boolean {
  return getCookie(c, names.access) !== undefined || getCookie(c, names.refresh) !== undefined;
}

/** The cookies of this request; new ones go into `headers`, the answer's. */
export function tokenCookies(c: HttpContext, names: CookieNames, headers: Headers): TokenCookies {
  const set = (name: string, value: string, expires: Date) => {
    headers.append(
      "set-cookie",
      serialize(name, value, { path: "/", httpOnly: true, secure: names.isSecure, sameSite: "Lax", expires }),
    );
  };
  return {
    refreshToken: getCookie(c, names.refresh),
    write(session) {
      set(names.access, session.accessToken, session.accessTokenExpiresAt);
      set(names.refresh, session.refreshToken, session.sessionExpiresAt);
    },
    trustDevice({ tokens, expiresAt }) {
      set(names.trustedDevice, tokens, expiresAt);
    },
    rememberBrowser({ token, expiresAt }) {
      set(names.knownBrowser, token, expiresAt);
    },
    readOld: (name) => getCookie(c, name),
    dropOld(name) {
      set(name, "", new Date(0));
    },
    clear() {
      set(names.access, "", new Date(0));
      set(names.refresh, "", new Date(0));
    },
  };
}

/** What the browser shows of itself; it opens nothing without a password. */
export function browserFacts(c: HttpContext, names: CookieNames): Pick<RouterContext, "trustedDeviceTokens" | "browserToken"> {
  const trustedDeviceTokens = getCookie(c, names.trustedDevice);
  const browserToken = getCookie(c, names.knownBrowser);
  return {
    ...(trustedDeviceTokens === undefined ? {} : { trustedDeviceTokens }),
    ...(browserToken === undefined ? {} : { browserToken }),
  };
}
