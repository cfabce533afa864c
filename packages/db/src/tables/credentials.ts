import type { JsonValue } from "@causeway/contract";
import type { Kit } from "../kit.ts";
import type { identityTables } from "./identity.ts";

/** What guards the way into an account: attempts and locks, second factors, one-time tokens, keys. */
export function credentialTables(k: Kit, { user }: Pick<ReturnType<typeof identityTables>, "user">) {
  const ofUser = () =>
    k
      .text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" });

  const signInAttempt = k.table(
    "sign_in_attempt",
    {
      id: k.id(),
      at: k.time().notNull(),
      /** The key of the address that was typed, whether an account has it or not. */
      emailKey: k.text().notNull(),
      userId: k.text().references(() => user.id, { onDelete: "set null" }),
      /** `web`, or the old system whose API was asked. */
      door: k.text().notNull(),
      result: k.text().$type<"success" | "failure">().notNull(),
      /** The reason of a failure, such as `CREDENTIALS_WRONG`. */
      reason: k.text(),
      ip: k.text(),
      userAgent: k.text(),
    },
    (t) => [
      k.index("sign_in_attempt_at").on(t.at, t.id),
      k.index("sign_in_attempt_email").on(t.emailKey, t.at),
      k.index("sign_in_attempt_user").on(t.userId, t.at),
    ],
  );

  /** Failures in a row, by what is guarded: an address (known or not). Counted before the hash is computed. */
  const signInLock = k.table("sign_in_lock", {
    key: k.text().primaryKey().notNull(),
    failures: k.int().notNull(),
    lastFailureAt: k.time().notNull(),
    lockedUntil: k.time(),
  });

  /** Links sent by mail: verify an address, reset a password, change an address. */
  const oneTimeToken = k.table(
    "one_time_token",
    {
      /** SHA-256 of the token; the token itself is never stored. */
      hash: k.text().primaryKey().notNull(),
      userId: ofUser(),
      purpose: k.text().notNull(),
      data: k.json<JsonValue>(),
      createdAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      usedAt: k.time(),
    },
    (t) => [k.index("one_time_token_user").on(t.userId, t.purpose), k.index("one_time_token_expires").on(t.expiresAt)],
  );

  const totpFactor = k.table("totp_factor", {
    userId: k
      .text()
      .primaryKey()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** Base32, encrypted. */
    secret: k.text().notNull(),
    algorithm: k.text().notNull(),
    digits: k.int().notNull(),
    /** Seconds. */
    period: k.int().notNull(),
    createdAt: k.time().notNull(),
    /** Null until a first code was given: it guards nothing before. */
    confirmedAt: k.time(),
    /** The last step a code was accepted for: none is accepted twice (RFC 6238, section 5.2). */
    lastStep: k.int(),
  });

  const backupCode = k.table(
    "backup_code",
    { id: k.id(), userId: ofUser(), hash: k.text().notNull(), createdAt: k.time().notNull(), usedAt: k.time() },
    (t) => [k.index("backup_code_user").on(t.userId)],
  );

  /** A browser that need not give the second factor for a while. */
  const trustedDevice = k.table(
    "trusted_device",
    {
      id: k.id(),
      userId: ofUser(),
      tokenHash: k.text().notNull(),
      userAgent: k.text(),
      ip: k.text(),
      createdAt: k.time().notNull(),
      lastUsedAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("trusted_device_token").on(t.tokenHash), k.index("trusted_device_user").on(t.userId)],
  );

  /** The time between a right password and the second factor; no session exists yet. */
  const signInChallenge = k.table(
    "sign_in_challenge",
    {
      hash: k.text().primaryKey().notNull(),
      userId: ofUser(),
      createdAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      usedAt: k.time(),
    },
    (t) => [k.index("sign_in_challenge_expires").on(t.expiresAt)],
  );

  const apiKey = k.table(
    "api_key",
    {
      id: k.id(),
      userId: ofUser(),
      name: k.text().notNull(),
      /** The public beginning of the key, which finds it. */
      prefix: k.text().notNull(),
      /** SHA-256 of the whole key; the key itself is never stored. */
      hash: k.text().notNull(),
      /** Permissions it may use, as far as its user holds them. */
      scopes: k.json<string[]>().notNull(),
      /** Addresses or networks it may be used from; null for any. */
      allowedNetworks: k.json<string[]>(),
      /** Uses left; null for any number. */
      remainingUses: k.int(),
      /** Calls per hour; null for the usual limit. */
      hourlyLimit: k.int(),
      createdAt: k.time().notNull(),
      expiresAt: k.time(),
      lastUsedAt: k.time(),
      lastUsedIp: k.text(),
      revokedAt: k.time(),
      /** The key that this one takes over from, while both work. */
      replacesKeyId: k.text(),
    },
    (t) => [k.uniqueIndex("api_key_prefix").on(t.prefix), k.index("api_key_user").on(t.userId, t.createdAt)],
  );

  /** Keys that access tokens are signed with; the newest signs, older ones verify until `retiresAt`. */
  const signingKey = k.table("signing_key", {
    id: k.id(),
    /** Encrypted. */
    secret: k.text().notNull(),
    createdAt: k.time().notNull(),
    retiresAt: k.time(),
  });

  /** Points used of a rate limit, where several processes share it. */
  const rateLimit = k.table(
    "rate_limit",
    { key: k.text().primaryKey().notNull(), points: k.int().notNull(), expiresAt: k.time().notNull() },
    (t) => [k.index("rate_limit_expires").on(t.expiresAt)],
  );

  return {
    signInAttempt,
    signInLock,
    oneTimeToken,
    totpFactor,
    backupCode,
    trustedDevice,
    signInChallenge,
    apiKey,
    signingKey,
    rateLimit,
  };
}
