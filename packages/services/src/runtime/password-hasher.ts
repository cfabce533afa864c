import { setTimeout } from "node:timers/promises";
import { AppError } from "@causeway/contract";
import {
  createHashLimiter,
  HashQueueFullError,
  hashPassword,
  verifyAgainstNothing,
  type VerifyOptions,
  verifyPassword,
} from "@causeway/passwords";
import { createHashPace } from "./hash-pace.ts";

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /**
   * With no hash (unknown account, no password set) it takes the same time and says no. So does every wrong password: as long
   * as the slowest kind of hash that was met lately, because imported ones are slower, or quicker, than those of this side.
   */
  verify(password: string, hash: string | null): Promise<{ ok: boolean; needsRehash: boolean }>;
}

export interface PasswordHasherOptions extends VerifyOptions {
  /** Hashes computed at once; cores − 1 unless told, at least 1. */
  concurrency?: number;
  /** Hashes that may wait; beyond, the caller is told to come back. */
  queue?: number;
}

/**
 * Hashing with a limit: the thread pool it runs on also checks tokens and reads files, so a storm of sign-ins must not
 * fill it. Throws `TOO_BUSY` with `retryAfterSeconds` when too many wait.
 */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const limiter = createHashLimiter(options);
  const pace = createHashPace();
  const limited = async <TResult>(task: () => Promise<TResult>): Promise<TResult> => {
    try {
      return await limiter.run(task);
    } catch (error) {
      if (!(error instanceof HashQueueFullError)) throw error;
      throw new AppError({
        code: "UNAVAILABLE",
        reason: "TOO_BUSY",
        message: "Too many people are signing in at this moment. Please try again shortly.",
        details: { retryAfterSeconds: error.retryAfterSeconds },
        cause: error,
      });
    }
  };
  const check = async (password: string, hash: string | null) => {
    const startedAt = performance.now();
    const found = hash === null ? null : await verifyPassword({ password, hash, options });
    const isCompared = found !== null && (found.refused === null || found.refused === "password-too-long");
    // A value that no password can match is refused at once; the answer must not come sooner for that.
    if (!isCompared) await verifyAgainstNothing(password);
    const tookMs = performance.now() - startedAt;
    pace.met(isCompared ? hash : null, tookMs);
    return { ...(isCompared ? found : { ok: false, needsRehash: false }), tookMs };
  };
  return {
    hash: (password) => limited(() => hashPassword(password)),
    async verify(password, hash) {
      const { ok, needsRehash, tookMs } = await limited(() => check(password, hash));
      // Outside its turn, so that waiting costs nobody anything.
      if (!ok) await setTimeout(Math.max(0, pace.slowestMs() - tookMs));
      return { ok, needsRehash };
    },
  };
}
