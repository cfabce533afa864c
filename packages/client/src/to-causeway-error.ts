import { TRPCClientError } from "@trpc/client";
import { CausewayError } from "./errors.ts";
import type { AppRouter } from "./server-types.ts";

/** Whatever a request ended with, as the client's own error. What is none of the known kinds broke the connection. */
export function toCausewayError(error: unknown): CausewayError {
  if (error instanceof CausewayError) return error;
  if (error instanceof TRPCClientError) return fromLink(error);
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError")) return stopped(error);
  const status = statusOfEvent(error);
  return status === null ? networkFailed(error) : unreadable({ status, cause: error });
}

function fromLink(error: TRPCClientError<AppRouter>): CausewayError {
  const { shape, meta } = error;
  if (!shape) return toCausewayError(error.cause);
  const { reason, code, details } = shape.data;
  const asked = details?.["retryAfterSeconds"];
  const response = meta?.["response"];
  return new CausewayError({
    // A server of another make has no reasons.
    reason: reason ?? code,
    message: error.message,
    answer: shape,
    retryAfterSeconds: typeof asked === "number" ? asked : response instanceof Response ? retryAfter(response) : null,
  });
}

/** A call that its caller gave up: by an abort, or by `AbortSignal.timeout`. */
export function stopped(cause: unknown): CausewayError {
  if (cause instanceof CausewayError) return cause;
  const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
  return isTimeout ? timedOut() : new CausewayError({ reason: "ABORTED", message: "The request was cancelled.", cause });
}

export function timedOut(): CausewayError {
  return new CausewayError({ reason: "TIMED_OUT", message: "The server took too long to answer. Please try again." });
}

export function networkFailed(cause: unknown): CausewayError {
  return new CausewayError({
    reason: "NETWORK_FAILED",
    message: "The server cannot be reached. Please check the connection and try again.",
    cause,
  });
}

export function unreadable({
  status,
  ...rest
}: {
  status: number;
  retryAfterSeconds?: number | null;
  cause?: unknown;
}): CausewayError {
  return new CausewayError({
    reason: "ANSWER_UNREADABLE",
    message: `The server gave an unexpected answer (${status}).`,
    status,
    ...rest,
  });
}

export function clientFailed(message: string, cause?: unknown): CausewayError {
  return new CausewayError({ reason: "CLIENT_FAILED", message, cause });
}

/** The header's seconds or date (RFC 9110, section 10.2.3), in seconds from now. */
export function retryAfter(response: Response): number | null {
  const header = response.headers.get("retry-after");
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

/** EventSource classes other than the browsers' say in `code` what HTTP status ended the stream. */
function statusOfEvent(error: unknown): number | null {
  if (typeof error !== "object" || error === null || error instanceof Error || !("code" in error)) return null;
  return typeof error.code === "number" ? error.code : null;
}
