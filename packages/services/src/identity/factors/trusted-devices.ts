import { createHash, randomBytes } from "node:crypto";
import type { Db } from "@causeway/db";
import { and, eq, gt, inArray, lt } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";

/** How long a browser need not give the second factor. */
export const TRUSTED_DEVICE_MS = 30 * 24 * 60 * 60 * 1000;
/** Users that one browser is trusted for; the cookie holds a token of each. */
const MAX_TOKENS = 5;
const SEPARATOR = ".";
const MAX_LENGTH = 512;

const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

function tokensOf({ trustedDeviceTokens: sent }: Pick<Ctx, "trustedDeviceTokens">): string[] {
  if (sent === undefined || sent.length > MAX_LENGTH) return [];
  return sent.split(SEPARATOR).filter((token) => /^[\w-]{43}$/.test(token));
}

/** True when the browser of this request gave this user's second factor lately and was to be remembered. */
export async function useTrustedDevice(tx: Db, ctx: Ctx, userId: string): Promise<boolean> {
  const hashes = tokensOf(ctx).map(hashOf);
  if (hashes.length === 0) return false;
  const { trustedDevice: table } = tx.tables;
  const now = ctx.clock();
  const used = await tx
    .update(table)
    .set({ lastUsedAt: now, ip: ctx.ip, userAgent: ctx.userAgent?.slice(0, 400) ?? null })
    .where(and(eq(table.userId, userId), inArray(table.tokenHash, hashes), gt(table.expiresAt, now)))
    .returning({ id: table.id });
  return used.length > 0;
}

/** What the browser is to keep from now on, and until when. */
export interface TrustedDeviceCookie {
  tokens: string;
  expiresAt: Date;
}

/** Remembers the browser of this request for this user. */
export async function trustDevice(tx: Db, ctx: Ctx, userId: string): Promise<TrustedDeviceCookie> {
  const { trustedDevice: table } = tx.tables;
  const now = ctx.clock();
  const expiresAt = new Date(now.getTime() + TRUSTED_DEVICE_MS);
  const token = randomBytes(32).toString("base64url");
  await tx.delete(table).where(and(eq(table.userId, userId), lt(table.expiresAt, now)));
  await tx.insert(table).values({
    userId,
    tokenHash: hashOf(token),
    userAgent: ctx.userAgent?.slice(0, 400) ?? null,
    ip: ctx.ip,
    createdAt: now,
    lastUsedAt: now,
    expiresAt,
  });
  return { tokens: [token, ...tokensOf(ctx)].slice(0, MAX_TOKENS).join(SEPARATOR), expiresAt };
}

/** Forgets every browser that is trusted for the user; returns how many there were. */
export async function forgetTrustedDevices(tx: Db, userId: string): Promise<number> {
  const { trustedDevice: table } = tx.tables;
  return (await tx.delete(table).where(eq(table.userId, userId)).returning({ id: table.id })).length;
}
