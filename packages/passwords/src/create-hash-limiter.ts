import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { HashQueueFullError } from "./hash-queue-full-error.ts";

export interface HashLimiterOptions {
  /** Jobs at once; cores − 1 unless told, at least 1. */
  concurrency?: number;
  /** Jobs that may wait; 20 for each of `concurrency` unless told. */
  queue?: number;
  /** A clock in milliseconds. */
  now?: () => number;
}

export interface HashLimiter {
  /**
   * Runs the job when it is its turn, first come first served. Throws `HashQueueFullError` when too many wait, and the
   * signal's reason when that aborts before the job begins; a job that has begun is not disturbed.
   */
  run<TResult>(job: () => Promise<TResult>, options?: { signal?: AbortSignal }): Promise<TResult>;
  readonly running: number;
  readonly waiting: number;
}

/** Before the first job has ended; about one argon2id or bcrypt hash. */
const FIRST_GUESS_MS = 200;

/**
 * Bounds how much of the machine hashing takes: it runs on the thread pool that files and web crypto need as well, so that
 * without a bound a storm of sign-ins would stop everything else.
 */
export function createHashLimiter(options: HashLimiterOptions = {}): HashLimiter {
  const {
    concurrency = Math.max(1, availableParallelism() - 1),
    queue = 20 * concurrency,
    now = () => performance.now(),
  } = options;
  assertCount({ name: "concurrency", value: concurrency, min: 1 });
  assertCount({ name: "queue", value: queue, min: 0 });
  const waiting = new Set<() => void>();
  let running = 0;
  let usualMs = FIRST_GUESS_MS;

  const release = (startedAt: number) => {
    usualMs += (now() - startedAt - usualMs) / 8;
    running -= 1;
    const [next] = waiting;
    next?.();
  };

  /** False when the signal came first. */
  const waitForTurn = (signal: AbortSignal | undefined) =>
    new Promise<boolean>((resolve) => {
      const leave = (isTurn: boolean) => {
        waiting.delete(start);
        signal?.removeEventListener("abort", abort);
        resolve(isTurn);
      };
      const start = () => {
        running += 1;
        leave(true);
      };
      const abort = () => leave(false);
      waiting.add(start);
      signal?.addEventListener("abort", abort);
    });

  const takeTurn = async (signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    if (running < concurrency) running += 1;
    else if (waiting.size >= queue) throw new HashQueueFullError(secondsUntilFree());
    else if (!(await waitForTurn(signal))) signal?.throwIfAborted();
  };

  const secondsUntilFree = () => Math.max(1, Math.ceil((usualMs * (waiting.size + 1)) / concurrency / 1000));

  return {
    async run(job, { signal } = {}) {
      await takeTurn(signal);
      const startedAt = now();
      try {
        return await job();
      } finally {
        release(startedAt);
      }
    },
    get running() {
      return running;
    },
    get waiting() {
      return waiting.size;
    },
  };
}

function assertCount({ name, value, min }: { name: string; value: number; min: number }): void {
  if (!Number.isInteger(value) || value < min) throw new RangeError(`${name} must be a whole number of at least ${min}.`);
}
