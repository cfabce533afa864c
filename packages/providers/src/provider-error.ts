/**
 * What became of a request to an outside service.
 * - `refused`: it said no to this request, and will again.
 * - `rate-limited`, `unavailable`: nothing was done, and later it may be. Also where our own keys are not accepted: that says
 *   nothing about the request.
 * - `timeout`: no answer, or one that says nothing, such as a gateway's 502. Nobody knows whether it was done.
 * - `malformed`: it answered, and the answer makes no sense. Nobody knows whether it was done.
 */
export type ProviderFailure = "refused" | "rate-limited" | "unavailable" | "timeout" | "malformed";

/** The one error that adapters throw. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly failure: ProviderFailure;
  /** The service's own code, such as Twilio's 21610. */
  readonly code: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(options: {
    failure: ProviderFailure;
    /** Fit for logs and operators: no keys, no text of users. */
    message: string;
    code?: string | null;
    retryAfterSeconds?: number | null;
    cause?: unknown;
  }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = options.failure;
    this.code = options.code ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }

  /** True where the request may have been done all the same: look it up before it is made again. */
  get mayBeDone(): boolean {
    return this.failure === "timeout" || this.failure === "malformed";
  }
}
