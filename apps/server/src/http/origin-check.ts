import { AppError } from "@causeway/contract";
import type { CookieNames } from "./cookies.ts";
import { hasTokenCookie } from "./cookies.ts";
import type { HttpContext } from "./env.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Stops requests that another site makes a browser send (CSRF). Applies to whatever can change something and either
 * carries our cookies or comes from a browser: its Origin must be ours or on the list, and Fetch Metadata, where sent,
 * must not say cross-site. Throws `ORIGIN_REFUSED`.
 */
export function checkOrigin(c: HttpContext, { origins, names }: { origins: ReadonlySet<string>; names: CookieNames }): void {
  if (SAFE.has(c.req.method)) return;
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const isListed = origin !== undefined && origins.has(origin);
  const isCrossSite = (origin !== undefined && !isListed) || (site === "cross-site" && !isListed);
  const isBlind = origin === undefined && hasTokenCookie(c, names);
  if (isCrossSite || isBlind) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "ORIGIN_REFUSED",
      message: "This request came from a page that may not make it.",
    });
  }
}
