import { createHash } from "node:crypto";
import type { Runtime } from "@causeway/services";
import { compactVerify, CompactSign } from "jose";
import type { LegacyTokenSettings } from "../legacy-system.ts";

/** Tokens live for a day, in seconds. */
const LIFETIME = 86_400;
const DAY_MS = 86_400_000;
/** RFC 8725, section 3.5: a key for HS256 has 256 bits at least; shorter ones verify, but never sign. */
const MIN_KEY_BYTES = 32;
const MAX_TOKEN_LENGTH = 8192;
const CACHE_SIZE = 10_000;

/** What an old token says. Only the signature has been checked: any value may be anything. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token that was checked; the same object each time, so that what is found out about it can be kept with it. */
export interface ReadToken {
  readonly claims: Claims;
  readonly text: string;
}

/** SHA-256, to remember a token by without keeping it. */
export function tokenHash({ text }: ReadToken): string {
  return createHash("sha256").update(text).digest("base64url");
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
  algorithms: string[];
}

/**
 * The old server's tokens: JWTs without issuer, audience and id. Tokens made here are signed with the old key, so that a
 * way back leaves everybody signed in, unless it is too short or its window ends within a token's life.
 */
export function createMomentumTokens({ runtime, settings }: { runtime: Runtime; settings: LegacyTokenSettings }): MomentumTokens {
  const { clock, counters } = runtime;
  const own: Key = { name: "own", bytes: runtime.deriveKey("momentum tokens"), algorithms: ["HS256"] };
  const old = oldKey(settings);
  const windowEnd = settings.tokensUntil === undefined ? Infinity : Date.parse(settings.tokensUntil) + DAY_MS;
  const verified = new Map<string, Verified>();
  warn({ runtime, settings, old });

  const seconds = () => Math.floor(clock().getTime() / 1000);
  const isOldHonoured = () => old !== null && clock().getTime() < windowEnd;
  const signingKey = () => {
    const isSafe = old !== null && old.bytes.length >= MIN_KEY_BYTES && clock().getTime() + LIFETIME * 1000 < windowEnd;
    return isSafe ? old : own;
  };

  async function verify(token: string): Promise<Verified | null> {
    const known = verified.get(token);
    if (known || token.length > MAX_TOKEN_LENGTH) return known ?? null;
    for (const key of old && isOldHonoured() ? [own, old] : [own]) {
      const claims = await checkSignature(token, key);
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
      const isGood = found !== null && (found.key === "own" || isOldHonoured()) && isTimely(found.token.claims, seconds());
      counters.add("legacy_tokens", { system: "momentum", key: found?.key ?? "none", result: isGood ? "accepted" : "refused" });
      return isGood ? found.token : null;
    },
  };
}

function oldKey({ secret }: LegacyTokenSettings): Key | null {
  // The old library took all three for any shared secret.
  return secret === undefined
    ? null
    : { name: "old", bytes: new TextEncoder().encode(secret), algorithms: ["HS256", "HS384", "HS512"] };
}

async function checkSignature(token: string, key: Key): Promise<Claims | null> {
  try {
    const { payload } = await compactVerify(token, key.bytes, { algorithms: key.algorithms });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    return typeof claims === "object" && claims !== null && !Array.isArray(claims) ? { ...claims } : null;
  } catch {
    return null;
  }
}

/** The old library's rules: no tolerance; a token without `exp` never ends; a time that is no number is wrong. */
function isTimely({ exp, nbf }: Claims, now: number): boolean {
  const hasBegun = nbf === undefined || (typeof nbf === "number" && nbf <= now);
  return hasBegun && (exp === undefined || (typeof exp === "number" && now < exp));
}

function warn({ runtime, settings, old }: { runtime: Runtime; settings: LegacyTokenSettings; old: Key | null }): void {
  if (!old) return;
  const facts = { system: "momentum" };
  if (old.bytes.length < MIN_KEY_BYTES) {
    runtime.logger.warn(
      facts,
      "LEGACY_MOMENTUM_SECRET is shorter than 256 bits: old tokens are honoured, new ones are signed with another key, which the old server does not know",
    );
  }
  if (settings.tokensUntil === undefined) {
    runtime.logger.warn(facts, "LEGACY_MOMENTUM_TOKENS_UNTIL is not set: tokens of the old server are honoured without end");
  }
}
