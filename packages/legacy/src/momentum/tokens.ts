import { createHash } from "node:crypto";
import {
  type Claims,
  countTokenUse,
  isTimely,
  MIN_KEY_BYTES,
  type OldTokenDescriptorInput,
  readSigned,
  type Runtime,
  windowEnd,
} from "@causeway/services";
import { CompactSign } from "jose";
import type { LegacyTokenSettings } from "../legacy-system.ts";

/** Tokens live for a day, in seconds. */
const LIFETIME = 86_400;
const CACHE_SIZE = 10_000;
const OWN_KEY_PURPOSE = "momentum tokens";
/** The old library took all three for any shared secret. */
const OLD_ALGORITHMS = ["HS256", "HS384", "HS512"] as const;

/** How the web app exchanges them for sessions. */
export const momentumTokenDescriptors: readonly OldTokenDescriptorInput[] = [
  {
    kind: "jwt",
    framework: "express-jsonwebtoken",
    algorithms: [...OLD_ALGORITHMS],
    user: { kind: "users", field: "user_id" },
    ownKeyPurpose: OWN_KEY_PURPOSE,
  },
];

/** A token that was checked; the same object each time, so that what is found out about it can be kept with it. */
export interface ReadToken {
  readonly claims: Claims;
  readonly text: string;
}

/** SHA-256, to remember a token by without keeping it: of what is signed, as one signature can be spelled in several ways. */
export function tokenHash({ text }: Pick<ReadToken, "text">): string {
  return createHash("sha256")
    .update(text.slice(0, text.lastIndexOf(".")))
    .digest("base64url");
}

export interface MomentumTokens {
  /** A token with these claims, in this order, and `iat` and `exp` after them. */
  issue(claims: Claims): Promise<string>;
  /** Null for a token that is not (any more) to be believed. */
  read(token: string): Promise<ReadToken | null>;
}

interface Verified {
  token: ReadToken;
  key: Key["name"];
}

interface Key {
  name: "own" | "old";
  bytes: Uint8Array<ArrayBuffer>;
  algorithms: readonly string[];
}

/**
 * The old server's tokens: JWTs without issuer, audience and id. Tokens made here are signed with the old key, so that a
 * way back leaves everybody signed in, unless it is too short or its window ends within a token's life.
 */
export function createMomentumTokens({ runtime, settings }: { runtime: Runtime; settings: LegacyTokenSettings }): MomentumTokens {
  const { clock } = runtime;
  const own: Key = { name: "own", bytes: runtime.deriveKey(OWN_KEY_PURPOSE), algorithms: ["HS256"] };
  const old = oldKey(settings);
  const end = windowEnd({ until: settings.tokensUntil ?? null });
  const verified = new Map<string, Verified>();

  const seconds = () => Math.floor(clock().getTime() / 1000);
  const signingKey = () => {
    const isSafe = old !== null && old.bytes.length >= MIN_KEY_BYTES && clock().getTime() + LIFETIME * 1000 < end;
    return isSafe ? old : own;
  };

  async function verify(token: string): Promise<Verified | null> {
    const known = verified.get(token);
    if (known) return known;
    if (!isSpelledAsMade(token)) return null;
    for (const key of old ? [own, old] : [own]) {
      const claims = await readSigned(token, { key: key.bytes, algorithms: key.algorithms });
      if (!claims) continue;
      const found = { token: { claims, text: token }, key: key.name };
      if (verified.size >= CACHE_SIZE) verified.delete(verified.keys().next().value ?? "");
      verified.set(token, found);
      return found;
    }
    return null;
  }

  return {
    async issue(claims) {
      const iat = seconds();
      const payload = JSON.stringify({ ...claims, iat, exp: iat + LIFETIME });
      return new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(signingKey().bytes);
    },
    async read(token) {
      const found = await verify(token);
      const isTime = found !== null && isTimely(found.token.claims, seconds());
      const isHonoured = found?.key === "own" || clock().getTime() < end;
      const result = isTime ? (isHonoured ? "accepted" : "closed") : "refused";
      countTokenUse(runtime, { system: "momentum", kind: "jwt", key: found?.key ?? "none", result });
      return isTime && isHonoured ? found.token : null;
    },
  };
}

/** The old library compared signatures as text, where readers of Base64 know several spellings of the same bytes. */
function isSpelledAsMade(token: string): boolean {
  const signature = token.slice(token.lastIndexOf(".") + 1);
  return Buffer.from(signature, "base64url").toString("base64url") === signature;
}

function oldKey({ secret }: LegacyTokenSettings): Key | null {
  return secret === undefined ? null : { name: "old", bytes: new TextEncoder().encode(secret), algorithms: OLD_ALGORITHMS };
}
