import { hkdfSync } from "node:crypto";
import { AppError } from "@causeway/contract";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Clock } from "../runtime/context.ts";

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ALGORITHM = "HS256";
/** RFC 9068: keeps a token of another purpose, signed with the same key, from being taken for this one. */
const TYPE = "at+jwt";
const ISSUER = "causeway";
const AUDIENCE = "causeway";
const CACHE_SIZE = 10_000;

/** The last second a JavaScript Date can hold. */
const MAX_SECONDS = 8_640_000_000_000;
const Seconds = z.number().int().min(0).max(MAX_SECONDS);
const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), iat: Seconds, exp: Seconds });

export interface AccessClaims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

export interface AccessTokens {
  issue(subject: { userId: string; sessionId: string }): Promise<{ token: string; expiresAt: Date }>;
  /** Signature, type, issuer, audience and time. Whether the session still lives is the caller's to ask. */
  verify(token: string): Promise<AccessClaims>;
}

/** A key for one purpose out of the operator's secret (RFC 5869). */
export function deriveKey(secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync("sha256", secret, "causeway", purpose, 32));
}

function refused(cause: unknown): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN", message: "Please sign in.", cause });
}

/** Short-lived tokens (RFC 7519) signed by HMAC. The algorithm is ours, never the token's (RFC 8725, section 3.1). */
export async function createAccessTokens({ secret, clock }: { secret: string; clock: Clock }): Promise<AccessTokens> {
  const raw = deriveKey(secret, "access token");
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  /** Checked signatures. Only the signature is remembered: time is compared again, and the session asked for. */
  const verified = new Map<string, AccessClaims>();

  async function check(token: string): Promise<AccessClaims> {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: clock(),
      }));
    } catch (cause) {
      throw refused(cause);
    }
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw refused(claims.error);
    return { userId: claims.data.sub, sessionId: claims.data.sid, expiresAt: new Date(claims.data.exp * 1000) };
  }

  return {
    async issue({ userId, sessionId }) {
      const issuedAt = Math.floor(clock().getTime() / 1000);
      const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },
    async verify(token) {
      const known = verified.get(token);
      if (known) {
        if (known.expiresAt > clock()) return known;
        verified.delete(token);
        throw refused("expired");
      }
      const claims = await check(token);
      if (verified.size >= CACHE_SIZE) {
        const [oldest] = verified.keys();
        if (oldest !== undefined) verified.delete(oldest);
      }
      verified.set(token, claims);
      return claims;
    },
  };
}
