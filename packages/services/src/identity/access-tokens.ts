import { AppError } from "@causeway/contract";
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Clock } from "../runtime/context.ts";
import type { SigningKeys } from "./signing-keys.ts";

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

function refused(cause: unknown): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN", message: "Please sign in.", cause });
}

interface Verified {
  claims: AccessClaims;
  keyId: string;
}

/**
 * Short-lived tokens (RFC 7519) signed by HMAC. The algorithm is ours, never the token's (RFC 8725, section 3.1), which only
 * says which of our keys it was signed with.
 */
export function createAccessTokens({ keys, clock }: { keys: SigningKeys; clock: Clock }): AccessTokens {
  /** Checked signatures. Only the signature is remembered: key and time are looked at again, and the session asked for. */
  const verified = new Map<string, Verified>();

  async function check(token: string): Promise<Verified> {
    // Outside the next `try`: a database that does not answer must not look like a wrong token.
    const known = await keys.find(keyIdOf(token));
    if (!known) throw refused("signed with a key that is not ours, or has retired");
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, known.key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: clock(),
      }));
    } catch (cause) {
      throw refused(cause);
    }
    const read = Claims.safeParse(payload);
    if (!read.success) throw refused(read.error);
    const { sub: userId, sid: sessionId, exp } = read.data;
    return { claims: { userId, sessionId, expiresAt: new Date(exp * 1000) }, keyId: known.id };
  }

  return {
    async issue({ userId, sessionId }) {
      const { id: kid, key } = await keys.current();
      const issuedAt = Math.floor(clock().getTime() / 1000);
      const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
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
        if (known.claims.expiresAt > clock() && (await keys.find(known.keyId))) return known.claims;
        verified.delete(token);
        throw refused("expired");
      }
      const checked = await check(token);
      if (verified.size >= CACHE_SIZE) {
        const [oldest] = verified.keys();
        if (oldest !== undefined) verified.delete(oldest);
      }
      verified.set(token, checked);
      return checked.claims;
    },
  };
}

/** Which key the token says it was signed with; nothing is believed yet. */
function keyIdOf(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "";
  } catch (cause) {
    throw refused(cause);
  }
}
