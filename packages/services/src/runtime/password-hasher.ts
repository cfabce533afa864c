import { AppError } from "@causeway/contract";
import { createHashLimiter, HashQueueFullError, hashPassword, verifyAgainstNothing, verifyPassword } from "@causeway/passwords";

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With no hash (unknown account, no password set) it takes the same time and says no. */
  verify(password: string, hash: string | null): Promise<{ ok: boolean; needsRehash: boolean }>;
}

export interface PasswordHasherOptions {
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
  return {
    hash: (password) => limited(() => hashPassword(password)),
    verify: (password, hash) =>
      limited(async () => {
        const check = hash === null ? null : await verifyPassword({ password, hash });
        if (check && (check.refused === null || check.refused === "password-too-long")) return check;
        // A value that no password can match is refused at once; the answer must not come sooner for that.
        await verifyAgainstNothing(password);
        return { ok: false, needsRehash: false };
      }),
  };
}
