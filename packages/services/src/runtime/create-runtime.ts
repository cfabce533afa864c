import type { Db } from "@causeway/db";
import { createEmbeddedProviders, type Providers } from "@causeway/providers";
import type { Logger } from "pino";
import { createAuditKeys } from "../audit/audit-keys.ts";
import type { CrossingEngine } from "../crossings/crossing-engine.ts";
import { createTokenUses } from "../crossings/old-tokens/token-uses.ts";
import { createTokenWindows, type OldTokenSystem } from "../crossings/old-tokens/token-windows.ts";
import { createAccessTokens } from "../identity/access-tokens.ts";
import { createRefreshTokens } from "../identity/refresh-tokens.ts";
import { LOCK_MS } from "../identity/sign-in-lock.ts";
import { createSigningKeys } from "../identity/signing-keys.ts";
import type { JobDelivery } from "../jobs/delivery.ts";
import { createJobQueue } from "../jobs/queue.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { Clock, Runtime } from "./context.ts";
import { createCounters } from "./counters.ts";
import { deriveKey } from "./derive-key.ts";
import { createEventBus, type EventBus } from "./events.ts";
import { createFieldCipher } from "./field-cipher.ts";
import { createMemoryCounts } from "./memory-counts.ts";
import { createPasswordHasher, type PasswordHasherOptions } from "./password-hasher.ts";
import { createTurns } from "./turns.ts";

export interface RuntimeOptions {
  db: Db;
  logger: Logger;
  /** 32 characters or more; every key of the process is derived from it. */
  secret: string;
  /** Secrets that `secret` has replaced: what was encrypted with them stays readable. */
  previousSecrets?: readonly string[];
  clock?: Clock;
  /** The embedded ones unless told. */
  providers?: Providers;
  /** `http://localhost:3000` unless told. */
  publicUrl?: string;
  /** `instant` unless told. */
  signUpMode?: Runtime["signUpMode"];
  hashing?: PasswordHasherOptions;
  /** How long events of the audit log are kept; for ever unless told. */
  auditRetentionDays?: number | null;
  /** None unless told. */
  limits?: RateLimiter | null;
  /** Within this process unless told. */
  events?: EventBus;
  /** How many bytes of files one restaurant may have; 1 GiB unless told. */
  fileQuotaBytes?: number;
  /** Old systems whose tokens become sessions here; none unless told. */
  oldTokens?: readonly OldTokenSystem[];
  /** What imports old systems; none unless told. */
  crossings?: readonly CrossingEngine[];
  /** How workers learn of jobs; they look into the table unless told. */
  delivery?: JobDelivery;
}

/** What one process has once, over an open database. */
export async function createRuntime({
  db,
  logger,
  secret,
  previousSecrets = [],
  clock = () => new Date(),
  providers = createEmbeddedProviders({ clock }),
  publicUrl = "http://localhost:3000",
  signUpMode = "instant",
  hashing,
  auditRetentionDays = null,
  limits = null,
  events = createEventBus(),
  fileQuotaBytes = 1024 ** 3,
  oldTokens = [],
  crossings = [],
  delivery,
}: RuntimeOptions): Promise<Runtime> {
  const cipher = createFieldCipher(secret, previousSecrets);
  return {
    db,
    logger,
    clock,
    passwords: createPasswordHasher(hashing),
    turns: createTurns(),
    unwrittenTries: createMemoryCounts({ forgetAfterMs: LOCK_MS }),
    accessTokens: createAccessTokens({ keys: createSigningKeys({ db, cipher, clock }), clock }),
    refreshTokens: createRefreshTokens([secret, ...previousSecrets]),
    events,
    counters: createCounters(),
    providers,
    publicUrl,
    signUpMode,
    jobs: createJobQueue({ clock, ...(delivery ? { delivery } : {}) }),
    fileQuotaBytes,
    cipher,
    tokenWindows: createTokenWindows(oldTokens),
    tokenUses: createTokenUses({ db, clock }),
    crossings,
    auditKeys: createAuditKeys(secret, previousSecrets),
    auditRetentionDays,
    limits,
    deriveKey: (purpose) => deriveKey(secret, purpose),
  };
}
