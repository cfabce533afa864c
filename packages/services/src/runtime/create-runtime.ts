import type { Db } from "@causeway/db";
import type { Logger } from "pino";
import { createAccessTokens, deriveKey } from "../identity/access-tokens.ts";
import { createRefreshTokens } from "../identity/refresh-tokens.ts";
import type { Clock, Runtime } from "./context.ts";
import { createCounters } from "./counters.ts";
import { createEventBus } from "./events.ts";
import { createPasswordHasher, type PasswordHasherOptions } from "./password-hasher.ts";

export interface RuntimeOptions {
  db: Db;
  logger: Logger;
  /** 32 characters or more; every key of the process is derived from it. */
  secret: string;
  clock?: Clock;
  hashing?: PasswordHasherOptions;
}

/** What one process has once, over an open database. */
export async function createRuntime({ db, logger, secret, clock = () => new Date(), hashing }: RuntimeOptions): Promise<Runtime> {
  return {
    db,
    logger,
    clock,
    passwords: createPasswordHasher(hashing),
    accessTokens: await createAccessTokens({ secret, clock }),
    refreshTokens: createRefreshTokens(secret),
    events: createEventBus(),
    counters: createCounters(),
    deriveKey: (purpose) => deriveKey(secret, purpose),
  };
}
