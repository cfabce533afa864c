import type { Permission } from "@causeway/contract";
import type { Db } from "@causeway/db";
import type { Logger } from "pino";
import type { AccessTokens } from "../identity/access-tokens.ts";
import type { RefreshTokens } from "../identity/refresh-tokens.ts";
import type { Counters } from "./counters.ts";
import type { EventBus } from "./events.ts";
import type { PasswordHasher } from "./password-hasher.ts";

/** Milliseconds since 1970, UTC. Tests turn it by hand. */
export type Clock = () => Date;

/** What one process has once. */
export interface Runtime {
  db: Db;
  clock: Clock;
  logger: Logger;
  passwords: PasswordHasher;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  events: EventBus;
  counters: Counters;
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
}

export const ANONYMOUS: AnonymousPrincipal = { kind: "anonymous" };
