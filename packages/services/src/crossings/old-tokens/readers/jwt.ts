import { compactVerify } from "jose";
import type { DescriptorOf } from "../descriptor.ts";
import { type Claims, parseClaims, subjectAt, type VerifiedOldToken } from "../old-token.ts";
import { JWT_PROFILES } from "./jwt-profiles.ts";

/** No header is longer, by Node's own limit. */
const MAX_TOKEN_LENGTH = 16_384;

/** The claims of a token that was signed with this key by one of these algorithms; null for any other. */
export async function readSigned(
  token: string,
  { key, algorithms }: { key: Uint8Array; algorithms: readonly string[] },
): Promise<Claims | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [...algorithms] });
    return parseClaims(Buffer.from(payload).toString("utf8"));
  } catch {
    return null;
  }
}

/** A token without `exp` never ends; a time that is no number is wrong. All in seconds. */
export function isTimely({ exp, nbf }: Claims, now: number, tolerance = 0): boolean {
  const hasBegun = nbf === undefined || (typeof nbf === "number" && nbf <= now + tolerance);
  return hasBegun && (exp === undefined || (typeof exp === "number" && now < exp + tolerance));
}

/** A JWT by the rules of the framework that made it; null for one that it would have refused. */
export async function readJwt(
  token: string,
  { key, now, descriptor }: { key: Uint8Array; now: Date; descriptor: DescriptorOf<"jwt"> },
): Promise<VerifiedOldToken | null> {
  const claims = await readSigned(token, { key, algorithms: descriptor.algorithms });
  if (!claims || !isTimely(claims, now.getTime() / 1000, descriptor.toleranceSeconds)) return null;
  if (!JWT_PROFILES[descriptor.framework](claims)) return null;
  const subject = subjectAt(claims, descriptor.user.field);
  if (subject === null) return null;
  // Its last character may be another one and mean the same bytes, so the signature is no part of what it is.
  const identity = token.slice(0, token.lastIndexOf("."));
  const { iat } = claims;
  return { identity, subject, issuedAt: typeof iat === "number" ? iat : null };
}
