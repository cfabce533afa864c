/** Thrown by a hash limiter instead of queueing one job too many. */
export class HashQueueFullError extends Error {
  /** Whole seconds, at least 1, until the jobs that wait now should be through. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many passwords wait to be hashed; try again in ${retryAfterSeconds} s.`);
    this.name = "HashQueueFullError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
