/**
 * The ten kinds of failure. This is the only table that says how a kind looks on the wire:
 * tRPC code, HTTP status, whether the same request may be tried again, and the log level.
 */
export const ERROR_KINDS = {
  BAD_REQUEST: { trpc: "BAD_REQUEST", status: 400, retry: false, log: "info" },
  UNAUTHORIZED: { trpc: "UNAUTHORIZED", status: 401, retry: false, log: "info" },
  FORBIDDEN: { trpc: "FORBIDDEN", status: 403, retry: false, log: "warn" },
  NOT_FOUND: { trpc: "NOT_FOUND", status: 404, retry: false, log: "info" },
  CONFLICT: { trpc: "CONFLICT", status: 409, retry: false, log: "info" },
  PRECONDITION_FAILED: { trpc: "PRECONDITION_FAILED", status: 412, retry: false, log: "info" },
  PAYLOAD_TOO_LARGE: { trpc: "PAYLOAD_TOO_LARGE", status: 413, retry: false, log: "info" },
  TOO_MANY_REQUESTS: { trpc: "TOO_MANY_REQUESTS", status: 429, retry: true, log: "info" },
  UNAVAILABLE: { trpc: "SERVICE_UNAVAILABLE", status: 503, retry: true, log: "warn" },
  INTERNAL: { trpc: "INTERNAL_SERVER_ERROR", status: 500, retry: false, log: "error" },
} as const;

export type ErrorKind = keyof typeof ERROR_KINDS;

/** The text of every failure that nobody foresaw; what really happened is in the log under the request id. */
export const INTERNAL_MESSAGE = "Something went wrong on our side. Please try again; quote the request id if it persists.";

export interface AppErrorOptions {
  code: ErrorKind;
  /** The feature's own stable word, such as `EMAIL_TAKEN`: what programs compare. */
  reason: string;
  /** Always fit to be shown to the user. */
  message: string;
  /** Facts a client may use, for example `{ retryAfterSeconds: 3 }`. Leaves the server. */
  details?: Record<string, unknown>;
  /** For the log; never leaves the server. */
  cause?: unknown;
}

/** The one error that services throw. Everything else that is thrown is a defect and shown as `INTERNAL_MESSAGE`. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorKind;
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;

  constructor({ code, reason, message, details, cause }: AppErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

/** Reasons that belong to no single feature. */
export const COMMON_REASONS = [
  "INVALID_INPUT",
  "NOT_SIGNED_IN",
  "PERMISSION_MISSING",
  "ROW_CONFLICT",
  "REFERENCE_MISSING",
  "VALUE_REFUSED",
  "CURSOR_INVALID",
  "TOO_BUSY",
  "RATE_LIMITED",
  "STORAGE_FULL",
  "ADDRESS_REFUSED",
  "INTERNAL",
] as const;

/** Reasons for refusing a request before any procedure sees it. */
export const HTTP_REASONS = [
  "NO_SUCH_PAGE",
  "METHOD_NOT_SUPPORTED",
  "UNSUPPORTED_MEDIA_TYPE",
  "BODY_MALFORMED",
  "BODY_TOO_LARGE",
  "BODY_COMPRESSED",
] as const;
