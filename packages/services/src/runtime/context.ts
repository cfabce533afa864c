import type { Permission, SignUpMode } from "@causeway/contract";
import type { Db } from "@causeway/db";
import type { Providers } from "@causeway/providers";
import type { Logger } from "pino";
import type { AuditKeys } from "../audit/audit-keys.ts";
import type { CrossingEngine } from "../crossings/crossing-engine.ts";
import type { TokenUses } from "../crossings/old-tokens/token-uses.ts";
import type { TokenWindows } from "../crossings/old-tokens/token-windows.ts";
import type { AccessTokens } from "../identity/access-tokens.ts";
import type { RefreshTokens } from "../identity/refresh-tokens.ts";
import type { JobQueue } from "../jobs/job.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import type { Counters } from "./counters.ts";
import type { EventBus } from "./events.ts";
import type { FieldCipher } from "./field-cipher.ts";
import type { MemoryCounts } from "./memory-counts.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { Turns } from "./turns.ts";

/** Milliseconds since 1970, UTC. Tests turn it by hand. */
export type Clock = () => Date;

/** What one process has once. */
export interface Runtime {
  db: Db;
  clock: Clock;
  logger: Logger;
  passwords: PasswordHasher;
  /** Sign-ins of one account take turns, so that those that are right do not count as wrong tries of each other. */
  turns: Turns;
  /** Wrong tries while the database takes no writes. */
  unwrittenTries: MemoryCounts;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  events: EventBus;
  counters: Counters;
  /** Services outside: never called within a transaction, which may run again. */
  providers: Providers;
  /** Where people reach this server, without a slash at the end: for links in mails and for reports of services. */
  publicUrl: string;
  /** Whether signing up signs in at once, or begins with a mail. */
  signUpMode: SignUpMode["mode"];
  jobs: JobQueue;
  /** How many bytes of files one restaurant may have. */
  fileQuotaBytes: number;
  /** For columns that nobody who only has the database may read. */
  cipher: FieldCipher;
  auditKeys: AuditKeys;
  /** Old systems whose tokens become sessions here. */
  tokenWindows: TokenWindows;
  tokenUses: TokenUses;
  /** What imports old systems, for those who look after what it set aside. */
  crossings: readonly CrossingEngine[];
  /** Null where nothing is limited. */
  limits: RateLimiter | null;
  /** How long events of the audit log are kept; null for ever. */
  auditRetentionDays: number | null;
  /** A key of 256 bits for one purpose, out of the operator's secret. */
  deriveKey(purpose: string): Uint8Array<ArrayBuffer>;
}

export interface AnonymousPrincipal {
  kind: "anonymous";
}

/** A signed-in person. With `impersonatorUserId`, somebody else who acts for them. */
export interface UserPrincipal {
  kind: "user";
  userId: string;
  role: string;
  rank: number;
  permissions: ReadonlySet<Permission>;
  /** Null where the request came with an old system's token, which has no session here. */
  sessionId: string | null;
  impersonatorUserId: string | null;
  /** Set where a program acts for the user with an API key: `permissions` are the key's, and there is no session. */
  apiKeyId?: string;
}

/** A program: a command of the operator, a job, another service. */
export interface ServicePrincipal {
  kind: "service";
  name: string;
  permissions: ReadonlySet<Permission>;
}

export type Principal = AnonymousPrincipal | UserPrincipal | ServicePrincipal;

/** Everything a verb may know: the process and this one request. */
export interface Ctx extends Runtime {
  principal: Principal;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** What this browser was given when somebody signed in with it before, as it was sent; see `knownBrowsers`. */
  browserToken?: string | undefined;
  /** What this browser was given when a second factor was given with it and was to be remembered; see `trustDevice`. */
  trustedDeviceTokens?: string | undefined;
}

export const ANONYMOUS: AnonymousPrincipal = { kind: "anonymous" };
