import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "../runtime/context.ts";
import { lockKeys } from "./sign-in-lock.ts";

/** How long a browser stays known without another sign-in. */
export const KNOWN_BROWSER_MS = 180 * 24 * 60 * 60 * 1000;
/** Accounts that one browser is known to; the longest unused is forgotten first. */
const MAX_ACCOUNTS = 5;
const MAX_LENGTH = 2048;

/** `id`: the browser; `seen`: by user, when they last signed in with it, in seconds. */
const Known = z.object({ id: z.string().min(16).max(64), seen: z.record(z.uuid(), z.number().int()) });
type Known = z.infer<typeof Known>;

const macOf = (ctx: Pick<Ctx, "deriveKey">, body: string) =>
  createHmac("sha256", ctx.deriveKey("known browser")).update(body).digest();

/** What the browser's token says, if it is one of ours. */
function read(ctx: Pick<Ctx, "deriveKey" | "browserToken">): Known | null {
  const token = ctx.browserToken;
  if (token === undefined || token.length > MAX_LENGTH) return null;
  const [body = "", mac = ""] = token.split(".");
  const presented = Buffer.from(mac, "base64url");
  const expected = macOf(ctx, body);
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) return null;
  return Known.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
}

/** Who was signed in with this browser lately: the id under which it is known to the user, or null. */
export function findKnownBrowser(ctx: Pick<Ctx, "deriveKey" | "browserToken" | "clock">, userId: string): string | null {
  const known = read(ctx);
  const seen = known?.seen[userId];
  return known && seen !== undefined && seen * 1000 + KNOWN_BROWSER_MS > ctx.clock().getTime() ? known.id : null;
}

/** What the browser is to keep from now on, and until when. */
export interface KnownBrowserCookie {
  token: string;
  expiresAt: Date;
}

/** With it a browser shows from now on that this user has signed in with it. It opens nothing by itself. */
export function rememberBrowser(ctx: Pick<Ctx, "deriveKey" | "browserToken" | "clock">, userId: string): KnownBrowserCookie {
  const { id, seen } = read(ctx) ?? { id: randomBytes(16).toString("base64url"), seen: {} };
  const newest = Object.entries({ ...seen, [userId]: Math.floor(ctx.clock().getTime() / 1000) })
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MAX_ACCOUNTS);
  const body = Buffer.from(JSON.stringify({ id, seen: Object.fromEntries(newest) } satisfies Known)).toString("base64url");
  const token = `${body}.${macOf(ctx, body).toString("base64url")}`;
  return { token, expiresAt: new Date(ctx.clock().getTime() + KNOWN_BROWSER_MS) };
}

/**
 * Which tries count together for this user here. A known browser has a count of its own (OWASP Authentication Cheat Sheet,
 * "account lockout"): strangers who lock the account do not lock its owner out. Both factors are to use the same key.
 */
export function lockKeyOf(ctx: Pick<Ctx, "deriveKey" | "browserToken" | "clock">, userId: string): string {
  const browserId = findKnownBrowser(ctx, userId);
  return browserId === null ? lockKeys.user(userId) : lockKeys.device(userId, browserId);
}
